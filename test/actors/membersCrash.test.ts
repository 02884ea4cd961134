import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CrashStage } from "../harness/CrashStage.ts";
import { joinWorkspace } from "../harness/joinWorkspace.ts";

let stage: CrashStage;

beforeAll(async () => {
	stage = await CrashStage.open({ environment: { TEST_MEMBERS: JSON.stringify({ ada: "owner" }) } });
});
afterAll(() => stage?.close());

test("kill -9 loses no invite, no role that was given, and nobody's removal", async () => {
	const ada = await stage.join("members");
	const create = (role: "editor" | "viewer") => ada.workspace.createInvite({ clientId: randomUUID(), role });
	const kept = await create("editor");
	const revoked = await create("viewer");
	await ada.workspace.revokeInvite({ clientId: randomUUID(), inviteId: revoked.invite.id });
	const join = (userId: string, workspaceInvite?: string) =>
		joinWorkspace(stage.client, "members", { userId, ...(workspaceInvite && { workspaceInvite }) });
	const ben = await join("ben", kept.token);
	const cleo = await join("cleo", kept.token);
	await ada.workspace.setRole({ clientId: randomUUID(), userId: "ben", role: "approver" });
	await ada.workspace.removePerson({ clientId: randomUUID(), userId: "cleo" });
	const last = await create("editor");
	// Not a moment later: what was answered is stored.
	await stage.kill();
	await ben.leave();
	await cleo.leave();
	stage.start();

	const back = await stage.join("members");
	const { invites } = await back.workspace.listInvites();
	expect(invites.map(({ id, state, uses }) => [id, state, uses]).sort()).toEqual(
		[
			[kept.invite.id, "open", 2],
			[revoked.invite.id, "revoked", 0],
			[last.invite.id, "open", 0],
		].sort(),
	);
	const again = await join("ben");
	expect(again.answer.self.role).toBe("approver");
	const stateless = (userId: string, workspaceInvite: string) =>
		stage.client.workspace.getOrCreate(["members"], { params: { userId, workspaceInvite } }).getSessionInfo();
	await expect(stateless("cleo", kept.token)).rejects.toMatchObject({ code: "forbidden" });
	await expect(stateless("dan", revoked.token)).rejects.toMatchObject({ code: "invite_invalid" });
	const eva = await join("eva", last.token);
	expect(eva.answer.self.role).toBe("editor");
});
