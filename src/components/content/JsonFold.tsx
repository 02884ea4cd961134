"use client";
import { Fold } from "../fold/Fold.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";
import { JsonText } from "./JsonText.tsx";

interface JsonFoldProps {
	readonly id: string;
	readonly title: string;
	readonly value: unknown;
}

/** Something raw, folded away. */
export function JsonFold({ id, title, value }: JsonFoldProps) {
	return (
		<Fold
			id={id}
			className="wsc-raw"
			summary={<span className="wsc-raw-title">{revealDirectionOverrides(title)}</span>}
		>
			<JsonText value={value} />
		</Fold>
	);
}
