"use client";

import { useMemo } from "react";
import { formatJson, revealDirectionOverrides } from "./displayText.ts";
import { Fold } from "./Fold.tsx";
import { Preformatted } from "./Preformatted.tsx";

interface JsonTextProps {
	readonly value: unknown;
}

/** The formatted value. It is formatted only when it is shown. */
function JsonText({ value }: JsonTextProps) {
	const text = useMemo(() => formatJson(value), [value]);
	return <Preformatted text={text} />;
}

interface JsonFoldProps {
	readonly id: string;
	readonly title: string;
	readonly value: unknown;
}

/** A value of unknown form, as folded JSON. */
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
