import * as v from "valibot";
import { numberSchema, object, type Schema, timeSchema, variant } from "./schema.ts";
import { ITEM_SCHEMAS, type TimelineItem, type UnknownItem } from "./timelineItem.ts";

/** What is needed of an item of a kind that this version does not know. */
interface NewerItem {
	readonly id: string;
	readonly order: number;
	readonly seq: number;
	readonly kind: string;
}

const newerItemSchema = object<NewerItem>({ id: v.string(), order: numberSchema, seq: numberSchema, kind: v.string() });

/** An item of a kind that this version does not know becomes an `UnknownItem`. */
export const timelineItemSchema: Schema<TimelineItem> = variant<TimelineItem, "kind">(
	"kind",
	ITEM_SCHEMAS,
	v.pipe(newerItemSchema, v.transform(toUnknownItem)),
);

/** An item that can be shown in its place only, with what arrived of it. */
export function toUnknownItem(
	item: NewerItem & { readonly turnId?: unknown; readonly createdAt?: unknown },
): UnknownItem {
	const { id, order, seq, turnId, createdAt, kind } = item;
	return {
		kind: "unknown",
		id,
		order,
		seq,
		turnId: typeof turnId === "string" ? turnId : null,
		createdAt: v.is(timeSchema, createdAt) ? createdAt : 0,
		label: kind,
		value: item,
	};
}
