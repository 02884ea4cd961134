"use client";
import { useCallback, useEffect, useState } from "react";
import { toWorkspaceError } from "../core/errors/WorkspaceError.ts";
import type { InviteOptions } from "../core/index.ts";
import {
	type CreatedInvite,
	INVITE_ROLES,
	type Invite,
	type InviteRole,
	isAtLeastRole,
	type WorkspaceErrorInfo,
} from "../protocol/index.ts";
import { useSelf } from "./state.ts";
import { useWorkspaceStore } from "./store.tsx";
import { type ActionState, useAction } from "./useAction.ts";

/** The invites of a workspace, as `useInvites` returns them. */
export interface InvitesState {
	/** The roles to which the current user may invite; empty when they may invite nobody. */
	readonly roles: readonly InviteRole[];
	/** The newest first; null until they are loaded. */
	readonly invites: readonly Invite[] | null;
	/** Why they could not be loaded. */
	readonly error: WorkspaceErrorInfo | null;
	/** The invite that was made last here, with its token: nobody can read that again. */
	readonly created: CreatedInvite | null;
	/** Makes an invite: `run({ role, expiresInMs, singleUse })`. */
	readonly create: ActionState<[options: InviteOptions]>;
	/** Ends an invite: `run(inviteId)`. */
	readonly revoke: ActionState<[inviteId: string]>;
}

/**
 * The invites of the workspace, and how to make and revoke them, where the server has `roles: "workspace"`. They are loaded
 * when the hook is mounted, and after each change that is made with it.
 *
 * @example
 * function InviteLink() {
 * 	const { create, created } = useInvites();
 * 	if (created) return <output>{`https://app.example.com/?invite=${created.token}`}</output>;
 * 	return <button type="button" onClick={() => create.run({ role: "editor", singleUse: true })}>Invite</button>;
 * }
 */
export function useInvites(): InvitesState {
	const store = useWorkspaceStore();
	const self = useSelf();
	const [loaded, setLoaded] = useState<Pick<InvitesState, "invites" | "error">>({ invites: null, error: null });
	const [created, setCreated] = useState<CreatedInvite | null>(null);
	const mayList = self?.allowedActions.includes("listInvites") ?? false;
	const load = useCallback(async () => {
		try {
			setLoaded({ invites: await store.listInvites(), error: null });
		} catch (error) {
			setLoaded((before) => ({ ...before, error: toWorkspaceError(error).toInfo() }));
		}
	}, [store]);
	useEffect(() => {
		if (mayList) void load();
	}, [mayList, load]);
	const create = useAction(async (options: InviteOptions) => {
		// Until there is another one, no link is shown: it would be taken for the one that was asked for.
		setCreated(null);
		setCreated(await store.createInvite(options));
		await load();
	});
	const revoke = useAction(async (inviteId: string) => {
		await store.revokeInvite(inviteId);
		setCreated((last) => (last?.invite.id === inviteId ? null : last));
		await load();
	});
	const mayCreate = self?.allowedActions.includes("createInvite") ?? false;
	const roles = mayCreate && self ? INVITE_ROLES.filter((role) => isAtLeastRole(self.role, role)) : NONE;
	return { roles, ...loaded, created, create, revoke };
}

const NONE: readonly InviteRole[] = [];
