/** Who did something. Stamped by the workspace actor from the connection, never taken from an action's arguments. */
export interface Person {
	readonly userId: string;
	readonly name: string;
	readonly avatarUrl?: string | undefined;
}
