"use client";
import type { UnknownItem } from "../../../protocol/index.ts";
import { useLabels } from "../../../react/labels/LabelsProvider.tsx";
import type { ItemKind, ItemViewProps } from "../../item-kind/ItemKind.ts";
import { JsonFold } from "../../primitives/Fold.tsx";
import { partClassName } from "../../primitives/partStyle.ts";
import { useComponents } from "../../slots/ComponentsProvider.tsx";
import type { UnknownUpdateProps } from "../../slots/partProps.ts";
import { unknownUpdateName } from "./unknownTexts.ts";

/** An update that this version does not know, as folded JSON. */
export function UnknownUpdate({ id, label, value, className }: UnknownUpdateProps) {
	const labels = useLabels();
	return (
		<div className={partClassName("wsc-unknown", className)}>
			<JsonFold id={id} title={unknownUpdateName(label, labels)} value={value} />
		</div>
	);
}

function UnknownView({ item: { id, label, value } }: ItemViewProps<UnknownItem>) {
	const { unknown = {}, Unknown = UnknownUpdate } = useComponents();
	const Part = (Object.hasOwn(unknown, label) && unknown[label]) || Unknown;
	return <Part id={id} label={label} value={value} />;
}

export const unknownKind: ItemKind<UnknownItem> = {
	View: UnknownView,
	name: ({ label }) => label,
	estimateHeight: () => 36,
	isFromAgent: true,
};
