import type { FileRoles, RoleTable } from "../protocol/actions.ts";
import { isAtLeastRole, type Role } from "../protocol/participant.ts";
import { hiddenFilesRefusal, type Refusal } from "./refusals.ts";

/**
 * Hidden files hold what is not for everybody who may watch: keys in `.env`, the history in `.git`, whatever Git ignores.
 * Whether Git ignores a file only the sandbox knows; the rest is decided by the path.
 */

/**
 * Where attached files are, below the workspace's folder: agents may read there without asking. Git ignores it. They are
 * part of the timeline, so whoever reads that may read them.
 */
export const ATTACHMENT_FOLDER = ".workspace-chat/attachments";

/** Our own folder, which no listing shows. */
export const OWN_FOLDER = ".workspace-chat";

const DEFAULT_ROLE: Role = "editor";

/**
 * What refuses hidden files to a person; null for one who may see them.
 *
 * @param access - Hidden files need the role `editor`, unless it says otherwise.
 */
export function refusalOfHiddenFiles(access: RoleTable & FileRoles, role: Role): Refusal | null {
	const needed = access.hiddenFiles ?? DEFAULT_ROLE;
	return isAtLeastRole(role, needed) ? null : hiddenFilesRefusal(needed, role);
}

/** Whether everybody who may prompt also sees hidden files. */
export function promptersSeeHiddenFiles(access: RoleTable & FileRoles): boolean {
	return isAtLeastRole(access.prompt, access.hiddenFiles ?? DEFAULT_ROLE);
}

/** Whether a path is one of an attached file. */
export function isAttachmentPath(path: string): boolean {
	const names = namesOf(path);
	return names.length > 2 && names.slice(0, 2).join("/") === ATTACHMENT_FOLDER && !names.slice(2).some(isDotName);
}

/** Whether a path, relative to the workspace's folder, has a name that begins with a dot. Attached files do not count. */
export function isDotPath(path: string): boolean {
	return namesOf(path).some(isDotName) && !isAttachmentPath(path);
}

function isDotName(name: string): boolean {
	return name.startsWith(".");
}

/** `..` stays: it names a folder outside, which is refused for that. */
function namesOf(path: string): readonly string[] {
	return path.split("/").filter((name) => name !== "" && name !== "." && name !== "..");
}
