"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { JsonFold } from "../content/JsonFold.tsx";
import { partClassName } from "../part/partClass.ts";

export interface UnknownUpdateProps {
	readonly id: string;
	/** The agent's word for it. */
	readonly label: string;
	readonly value: unknown;
	readonly className?: string | undefined;
}

/** An update that this version does not know, folded and whole. */
export function UnknownUpdate({ id, label, value, className }: UnknownUpdateProps) {
	const labels = useLabels();
	return (
		<div className={partClassName("wsc-unknown", className)}>
			<JsonFold id={id} title={labels.unknownUpdate(label)} value={value} />
		</div>
	);
}
