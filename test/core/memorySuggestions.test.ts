import { describe, expect, test } from "vitest";
import { createWorkspaceStore } from "../../src/core/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { startMemoryHarness } from "../contract/memoryHarness.ts";
import { describeSuggestions } from "../contract/suggestContract.ts";
import { createFakeClock } from "./createFakeClock.ts";

describeSuggestions("in memory", startMemoryHarness);

describe("the end of the wheel", () => {
	async function openWheel() {
		const clock = createFakeClock();
		const workspace = createMemoryWorkspace({ clock, roles: "workspace" });
		const connect = async (userId: string, role: Role = "editor") => {
			const store = createWorkspaceStore({
				workspaceId: "memory",
				connect: workspace.connect({ userId, name: userId, role }),
				clock,
				storage: null,
			});
			const close = store.start();
			await clock.advance(100);
			return { ...store, close };
		};
		const changes = () =>
			[...workspace.get().items.values()].flatMap((item) =>
				item.kind === "event" && item.event.type === "wheel_changed" ? [item.event.change] : [],
			);
		const [ben, cleo] = [await connect("ben"), await connect("cleo")];
		const taken = ben.call("takeWheel", { clientId: "take", minutes: 5 });
		await clock.advance(100);
		await taken;
		return { clock, workspace, connect, changes, ben, cleo };
	}

	test("comes by itself when its time is over", async () => {
		const { clock, workspace, changes, ben, cleo } = await openWheel();
		await clock.advance(4 * 60_000);
		expect(changes()).toEqual(["taken"]);
		await clock.advance(60_000);
		expect(changes()).toEqual(["taken", "expired"]);
		expect(workspace.get().session?.wheel).toBeNull();
		ben.close();
		cleo.close();
	});

	test("comes 30 s after its holder has left all pages, unless they are back", async () => {
		const { clock, changes, connect, ben, cleo } = await openWheel();
		ben.close();
		await clock.advance(29_000);
		const again = await connect("ben");
		await clock.advance(40_000);
		expect(changes()).toEqual(["taken"]);
		again.close();
		await clock.advance(31_000);
		expect(changes()).toEqual(["taken", "left"]);
		cleo.close();
	});

	test("outlives a restart, and comes then if its holder does not", async () => {
		const { clock, workspace, changes, ben, cleo } = await openWheel();
		ben.close();
		workspace.restart();
		await clock.advance(10_000);
		expect(workspace.get().session?.wheel).toMatchObject({ by: { userId: "ben" } });
		await clock.advance(31_000);
		expect(changes()).toEqual(["taken", "left"]);
		cleo.close();
	});

	test("comes at once when its holder is removed, or their role is lowered", async () => {
		const { clock, connect, changes, ben, cleo } = await openWheel();
		const ada = await connect("ada", "owner");
		const lowered = ada.call("setRole", { clientId: "lower", userId: "ben", role: "commenter" });
		await clock.settle();
		await lowered;
		expect(changes()).toEqual(["taken", "role_lowered"]);
		const taken = cleo.call("takeWheel", { clientId: "again", minutes: 5 });
		await clock.settle();
		await taken;
		const removed = ada.call("removePerson", { clientId: "remove", userId: "cleo" });
		await clock.settle();
		await removed;
		expect(changes().slice(2)).toEqual(["taken", "access_ended"]);
		for (const { close } of [ada, ben, cleo]) close();
	});
});

test("the store suggests, whatever it is asked to do with a turn", async () => {
	const workspace = createMemoryWorkspace();
	const store = createWorkspaceStore({
		workspaceId: "memory",
		connect: workspace.connect({ userId: "cleo", name: "Cleo", role: "commenter" }),
		storage: null,
	});
	const close = store.start();
	await expect(store.suggestPrompt(" ")).rejects.toMatchObject({ code: "prompt_empty" });
	const { promptId, suggested } = await store.suggestPrompt("Tidy up", { whenBusy: "interrupt" });
	expect(suggested).toBe(true);
	expect(workspace.get().queue).toMatchObject([{ id: promptId, suggestion: { needs: "editor" } }]);
	await expect(store.prompt("Now")).rejects.toMatchObject({ code: "forbidden" });
	close();
});
