"use client";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import { JsonFold } from "../../primitives/JsonFold.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import type { UnknownUpdateProps } from "../../slots/partProps.ts";

/** An update that this version does not know, folded and whole. */
export function UnknownUpdate({ id, label, value, className }: UnknownUpdateProps) {
	const labels = useLabels();
	return (
		<div className={partClassName("wsc-unknown", className)}>
			<JsonFold id={id} title={labels.unknownUpdate(label)} value={value} />
		</div>
	);
}
