"use client";
import { isAtLeastRole, ROLES, type Role, type WorkspaceErrorInfo } from "../protocol/index.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { useAction } from "./useAction.ts";

/** What the current user can decide about a person, as `useManagePerson` returns it. */
export interface ManagePersonState {
	/** The roles that they may give; empty when they may not change this person's. */
	readonly roles: readonly Role[];
	/** Whether they may remove the person. */
	readonly canRemove: boolean;
	/** Gives the person a role. */
	readonly setRole: (role: Role) => void;
	/** Removes the person. */
	readonly remove: () => void;
	/** Whether a change is under way. */
	readonly pending: boolean;
	/** Why the last change failed. */
	readonly error: WorkspaceErrorInfo | null;
}

/** A person, as `useParticipants()` and `store.listPeople()` have them. */
export interface ManagedPerson {
	/** Who it is. */
	readonly userId: string;
	/** Null for somebody who was removed, and when it is not known. */
	readonly role: Role | null;
}

/**
 * What an owner can decide about a person, where the server has `roles: "workspace"`: their role, and that they are removed.
 * Nobody decides about themselves, nor about more than they have.
 *
 * @param person - One of `useParticipants()`, or of those that `store.listPeople()` returns.
 * @example
 * function RoleOf({ person }: { person: Participant }) {
 * 	const { roles, setRole } = useManagePerson(person);
 * 	return roles.map((role) => <button key={role} type="button" onClick={() => setRole(role)}>{role}</button>);
 * }
 */
export function useManagePerson(person: ManagedPerson): ManagePersonState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const change = useAction((role: Role) => store.setRole(person.userId, role));
	const removal = useAction(() => store.removePerson(person.userId));
	const ownRole = self?.role ?? "viewer";
	const isAllowed = self?.userId !== person.userId && (person.role === null || isAtLeastRole(ownRole, person.role));
	const may = (action: "setRole" | "removePerson") => isAllowed && (self?.allowedActions.includes(action) ?? false);
	return {
		roles: may("setRole") ? ROLES.filter((role) => isAtLeastRole(ownRole, role)) : NONE,
		canRemove: may("removePerson"),
		setRole: change.run,
		remove: removal.run,
		pending: change.pending || removal.pending,
		error: change.error ?? removal.error,
	};
}

const NONE: readonly Role[] = [];
