import type { Person, Role } from "../../src/protocol/index.ts";

/** Who a connection belongs to, and what they may do: what `authenticate` answers. */
export interface Identity extends Person {
	readonly role: Role;
}
