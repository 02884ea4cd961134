import { describe, expect, test } from "vitest";
import { createClientId } from "../../src/core/platform/browser.ts";
import type { AuditEntry, AuditFilter } from "../../src/protocol/index.ts";
import type { ConnectionHarness } from "./connectionHarness.ts";
import type { OpenStore } from "./openStore.ts";
import { endedPrompt, pendingApproval } from "./seen.ts";
import { setUpContract } from "./setUpContract.ts";

const ADA = { userId: "ada", name: "Ada" };
const BEN = { userId: "ben", name: "Ben", role: "approver" } as const;
const VIC = { userId: "vic", name: "Vic", role: "viewer" } as const;

/** What the audit log says, as tests that every workspace passes. */
export function describeAudit(name: string, startHarness: () => Promise<ConnectionHarness>): void {
	const contract = setUpContract("audit", startHarness);

	const read = async (owner: OpenStore, filter?: AuditFilter) =>
		(await owner.call("getAuditLog", { limit: 200, filter })).entries;
	const newest = async (owner: OpenStore, filter?: AuditFilter): Promise<AuditEntry | undefined> =>
		(await read(owner, filter))[0];

	describe(`${name}: the audit log`, () => {
		test("says who has prompted, stopped and changed a setting, without the text of the prompt", async () => {
			const ada = await contract.join(ADA);
			await ada.until(({ session }) => session?.configOptions.some(({ id }) => id === "model"), "the settings");
			const text = contract.harness.prompts.long;
			const { promptId } = await ada.prompt(text);
			const turn = await ada.until((state) => state.turn, "the turn to begin");
			await ada.stop();
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			await ada.setConfigOption("model", "steady");
			const by = { userId: "ada", name: "Ada" };
			const done = { actor: "person", by, outcome: "done", code: null, count: 1, person: null };
			const entries = await read(ada, { userId: "ada" });
			expect(entries.slice(0, 3)).toMatchObject([
				{ ...done, action: "setConfigOption", target: "model", details: { value: "steady" } },
				{ ...done, action: "stop", target: turn.id },
				{ ...done, action: "prompt", target: promptId, details: { textLength: text.length } },
			]);
			expect(JSON.stringify(entries)).not.toContain(text);
			const seqs = entries.map(({ seq }) => seq);
			expect(seqs).toEqual([...seqs].sort((a, b) => b - a));
		});

		test("says who has answered a permission request, and that others were too late", async () => {
			const [ada, ben] = [await contract.join(ADA), await contract.join(BEN)];
			const { promptId } = await ada.prompt(contract.harness.prompts.ask);
			const { id, options } = await ben.until(pendingApproval, "the agent to ask");
			await ben.answerApproval(id, options[0]?.optionId ?? "");
			await expect(ada.answerApproval(id, options[0]?.optionId ?? "")).rejects.toMatchObject({
				code: "already_answered",
			});
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
			const answers = (await read(ada, { action: "answerApproval" })).filter(({ target }) => target === id);
			expect(answers).toMatchObject([
				{ by: { name: "Ada" }, outcome: "refused", code: "already_answered" },
				{ by: { name: "Ben" }, outcome: "done", details: { optionId: options[0]?.optionId } },
			]);
		});

		test("says what a role was refused, once for many times", async () => {
			const [ada, vic] = [await contract.join(ADA), await contract.join(VIC)];
			for (let time = 0; time < 5; time++)
				await expect(vic.call("restartSession", { clientId: createClientId() })).rejects.toMatchObject({
					code: "forbidden",
				});
			await expect(vic.call("getAuditLog", {})).rejects.toMatchObject({ code: "forbidden" });
			const refused = await read(ada, { userId: "vic", outcome: "refused" });
			expect(refused).toMatchObject([
				{ action: "getAuditLog", code: "forbidden", by: { name: "Vic" } },
				{ action: "restartSession", code: "forbidden", by: { name: "Vic" }, count: expect.any(Number) },
			]);
		});

		test("records a repeated request once", async () => {
			const ada = await contract.join(ADA);
			const request = { clientId: createClientId(), userId: "nobody" };
			await ada.call("disconnectUser", request);
			await ada.call("disconnectUser", request);
			const entries = await read(ada, { action: "disconnectUser" });
			expect(entries).toMatchObject([{ person: { userId: "nobody" }, target: null, details: { closed: 0 } }]);
		});

		test("says who was invited, came by that, got another role and was removed, and never the token", async () => {
			const ada = await contract.join(ADA);
			const { invite, token } = await ada.call("createInvite", { clientId: createClientId(), role: "editor" });
			const cleo = await contract.join({ userId: "cleo", name: "Cleo", role: null, invite: token });
			await ada.call("setRole", { clientId: createClientId(), userId: "cleo", role: "approver" });
			await cleo.until(({ self }) => self?.role === "approver", "Cleo’s page to have the role");
			await ada.call("revokeInvite", { clientId: createClientId(), inviteId: invite.id });
			await ada.call("removePerson", { clientId: createClientId(), userId: "cleo" });
			const entries = await read(ada, { outcome: "done" });
			const byAda = { by: { name: "Ada" }, actor: "person" };
			const person = { userId: "cleo", name: "Cleo" };
			expect(entries.slice(0, 5)).toMatchObject([
				{ ...byAda, action: "removePerson", person },
				{ ...byAda, action: "revokeInvite", target: invite.id, details: { revoked: true } },
				{ ...byAda, action: "setRole", person, details: { role: "approver" } },
				{ by: person, actor: "person", action: "useInvite", target: invite.id, details: { role: "editor" } },
				{ ...byAda, action: "createInvite", target: invite.id, details: { role: "editor" } },
			]);
			expect(JSON.stringify(entries)).not.toContain(token);
		});

		test("says who has written, changed and deleted notes, taken care of a request and renamed it, without texts", async () => {
			const ada = await contract.join(ADA);
			const { noteId } = await ada.call("addNote", { clientId: createClientId(), text: "swordfish" });
			const note = () => ({ clientId: createClientId(), noteId });
			await ada.call("editNote", { ...note(), text: "swordfish!" });
			await ada.call("reactToNote", { ...note(), emoji: "👍", on: true });
			await ada.call("resolveNote", { ...note(), resolved: true });
			await ada.call("deleteNote", note());
			const { promptId } = await ada.prompt(contract.harness.prompts.ask);
			const { id, options } = await ada.until(pendingApproval, "the agent to ask");
			await ada.call("claimRequest", { clientId: createClientId(), requestId: id });
			await ada.call("releaseRequest", { clientId: createClientId(), requestId: id });
			await ada.call("renameWorkspace", { clientId: createClientId(), title: "Swordfish" });
			const entries = await read(ada, { userId: "ada", outcome: "done" });
			expect(entries.slice(0, 9)).toMatchObject([
				{ action: "renameWorkspace", details: { titleLength: 9 } },
				{ action: "releaseRequest", target: id },
				{ action: "claimRequest", target: id },
				{ action: "prompt", target: promptId },
				{ action: "deleteNote", target: noteId },
				{ action: "resolveNote", target: noteId, details: { resolved: true } },
				{ action: "reactToNote", target: noteId, details: { on: true } },
				{ action: "editNote", target: noteId, details: { textLength: 10 } },
				{ action: "addNote", target: noteId, details: { textLength: 9 } },
			]);
			expect(JSON.stringify(entries)).not.toMatch(/swordfish/i);
			await ada.answerApproval(id, options[0]?.optionId ?? "");
			await ada.until((state) => endedPrompt(state, promptId), "the turn to end");
		});

		test("is read page by page, and by time", async () => {
			const ada = await contract.join(ADA);
			const all = await read(ada);
			const first = await ada.call("getAuditLog", { limit: 2 });
			expect(first).toEqual({ entries: all.slice(0, 2), hasOlder: true });
			const before = first.entries[1]?.seq;
			expect((await ada.call("getAuditLog", { before, limit: 200 })).entries).toEqual(all.slice(2));
			const at = (await newest(ada))?.at ?? 0;
			expect(await read(ada, { since: at + 1 })).toEqual([]);
			expect(await read(ada, { until: at + 1 })).toEqual(all);
		});
	});
}
