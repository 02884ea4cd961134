import type { Sandbox } from "../sandbox/sandbox.ts";

/** The folder of a workspace: all of the sandbox that can be looked at. */
export interface FolderLocation {
	readonly sandbox: Sandbox;
	/** Where it is, from the root of the sandbox. */
	readonly root: string;
}
