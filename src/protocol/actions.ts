import type * as v from "valibot";
import type { Role } from "./participant.ts";
import { ACTIONS } from "./requests.ts";

/** The name of an action. */
export type ActionName = keyof typeof ACTIONS;

/** The names of the actions a client can call on the workspace actor. */
export const ACTION_NAMES = Object.keys(ACTIONS) as readonly ActionName[];

/** Single settings and commands of the agent whose role is another one than these rules say. */
export interface OversightRoles {
	/** The least role that may change a setting, by the setting's id or by its category. The id goes first. */
	readonly settings?: Readonly<Record<string, Role>> | undefined;
	/** The least role that may send a slash command, by its name without the slash. */
	readonly commands?: Readonly<Record<string, Role>> | undefined;
}

/** The role for files that are not for everybody who may read files. */
export interface FileRoles {
	/**
	 * The least role that sees hidden files: those with a name on their path that begins with a dot (`.env`, `.git`), and
	 * those that Git ignores. Default `editor`. The actions `listFiles`, `readFile` and `findFiles` need their own roles too.
	 */
	readonly hiddenFiles?: Role | undefined;
}

/** The least role that may call each action. */
export type RoleTable = Readonly<Record<ActionName, Role>>;

/** The roles of `ACTIONS`, which apply where the workspace's `access` option does not say otherwise. */
export const DEFAULT_ROLE_TABLE = Object.fromEntries(
	ACTION_NAMES.map((name) => [name, ACTIONS[name].role]),
) as RoleTable;

/** The argument of an action, by the action's name. */
export type ActionRequest<Name extends ActionName> = v.InferOutput<(typeof ACTIONS)[Name]["request"]>;

/** The response of an action, by the action's name. */
export type ActionResponse<Name extends ActionName> = v.InferOutput<(typeof ACTIONS)[Name]["response"]>;

/** The arguments of an action: one, or none. */
export type ActionArguments<Name extends ActionName> =
	undefined extends ActionRequest<Name> ? [] : [request: ActionRequest<Name>];

/** The actions as functions, for clients and for whatever implements them. */
export type WorkspaceActions = {
	readonly [Name in ActionName]: (...args: ActionArguments<Name>) => Promise<ActionResponse<Name>>;
};
