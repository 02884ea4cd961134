import { SQLITE_PERSIST_MIGRATION } from "../persist/persistMigration.ts";
import { ATTACHMENT_TABLE } from "./attachmentTable.ts";
import { ITEM_TABLE, OPEN_PROMPTS_INDEX } from "./itemTable.ts";
import { META_TABLE } from "./metaTable.ts";
import { REQUEST_TABLE } from "./requestTable.ts";

/** The steps that bring a workspace's database to today's shape. A step that was released never changes. */
export const MIGRATIONS: readonly string[] = [
	[META_TABLE, ITEM_TABLE, REQUEST_TABLE, SQLITE_PERSIST_MIGRATION].join("\n"),
	ATTACHMENT_TABLE,
	OPEN_PROMPTS_INDEX,
];
