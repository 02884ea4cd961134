import type { NoticeItem } from "../../src/protocol/index.ts";
import { createItemId } from "../items/createItemId.ts";
import type { ProjectedItem } from "../timeline/index.ts";

type NoticeContent = Pick<NoticeItem, "level" | "code" | "message" | "hint" | "detail">;

/** What the workspace itself has to say, as an item of the timeline. */
export function createNotice(notice: NoticeContent, turnId: string | null = null): ProjectedItem<"notice"> {
	return { kind: "notice", id: createItemId(), turnId, createdAt: Date.now(), ...notice };
}
