import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MemoryWorkspace } from "../../src/testing/index.ts";
import { approval } from "../core/items.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

/** The browser's own, without a system that shows them. */
class TestNotification {
	static permission: NotificationPermission = "default";
	static answer: NotificationPermission = "granted";
	static readonly asked = vi.fn();
	static readonly shown: TestNotification[] = [];

	static async requestPermission() {
		TestNotification.asked();
		TestNotification.permission = TestNotification.answer;
		return TestNotification.permission;
	}

	isOpen = true;
	readonly title: string;
	readonly options: NotificationOptions;
	onclick: (() => void) | null = null;

	constructor(title: string, options: NotificationOptions) {
		this.title = title;
		this.options = options;
		TestNotification.shown.push(this);
	}

	close() {
		this.isOpen = false;
	}
}

let visibility: DocumentVisibilityState = "visible";

function setVisibility(next: DocumentVisibilityState) {
	visibility = next;
	act(() => void document.dispatchEvent(new Event("visibilitychange")));
}

beforeEach(() => {
	Object.assign(TestNotification, { permission: "default", answer: "granted" });
	TestNotification.shown.length = 0;
	TestNotification.asked.mockClear();
	vi.stubGlobal("Notification", TestNotification);
	vi.stubGlobal("isSecureContext", true);
	vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
	setVisibility("visible");
});

afterEach(() => {
	localStorage.clear();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

const ask = (workspace: MemoryWorkspace, order: number) =>
	act(() => workspace.apply({ kind: "item", item: approval(order, { id: `ask-${order}` }) }));

const settle = (workspace: MemoryWorkspace, order: number) => {
	const state = { status: "answered", optionId: "yes", by: { userId: "ben", name: "Ben" }, answeredAt: 1 } as const;
	act(() => workspace.apply({ kind: "item", item: approval(order, { id: `ask-${order}`, state }) }));
};

const switchOn = () => screen.findByRole("button", { name: "Notify me when something needs me" });

test("a chat offers no notifications unless its host wants them", async () => {
	renderWorkspaceChat();
	await screen.findByText("What should we work on?");
	expect(screen.queryByRole("button", { name: /notif/i })).not.toBeInTheDocument();
});

test("the browser is asked on a click, and notifies of what waits while the page is hidden, until it is settled", async () => {
	const { workspace, user } = renderWorkspaceChat({ props: { notify: true } });
	const button = await switchOn();
	ask(workspace, 1);
	setVisibility("hidden");
	ask(workspace, 2);
	await waitFor(() => expect(document.title).toMatch(/^\(2\)/));
	expect(TestNotification.asked).not.toHaveBeenCalled();
	expect(TestNotification.shown).toEqual([]);

	setVisibility("visible");
	await user.click(button);
	expect(TestNotification.asked).toHaveBeenCalledOnce();
	expect(await screen.findByRole("button", { name: "Notifications are on", pressed: true })).toBeVisible();
	ask(workspace, 3);
	await waitFor(() => expect(document.title).toMatch(/^\(3\)/));
	expect(TestNotification.shown).toEqual([]);

	setVisibility("hidden");
	ask(workspace, 4);
	await waitFor(() => expect(TestNotification.shown).toHaveLength(1));
	const [shown] = TestNotification.shown;
	expect(shown).toMatchObject({ title: "memory", options: { body: "Permission needed: Run" }, isOpen: true });
	settle(workspace, 4);
	await waitFor(() => expect(shown?.isOpen).toBe(false));
});

test("notifications can be switched off again, and the choice survives a reload", async () => {
	TestNotification.permission = "granted";
	const first = renderWorkspaceChat({ props: { notify: true } });
	await first.user.click(await switchOn());
	await first.user.click(await screen.findByRole("button", { name: "Notifications are on" }));
	await first.user.click(await switchOn());
	first.unmount();
	const second = renderWorkspaceChat({ props: { notify: true } });
	await screen.findByRole("button", { name: "Notifications are on" });
	setVisibility("hidden");
	ask(second.workspace, 1);
	await waitFor(() => expect(TestNotification.shown).toHaveLength(1));
	second.unmount();
	expect(TestNotification.shown.map(({ isOpen }) => isOpen)).toEqual([false]);
});

test("a browser that blocks them says so, and is not asked again", async () => {
	TestNotification.answer = "denied";
	const { user } = renderWorkspaceChat({ props: { notify: true } });
	await user.click(await switchOn());
	const blocked = await screen.findByRole("button", { name: "Notifications are blocked in the browser’s settings" });
	expect(blocked).toHaveAttribute("aria-disabled", "true");
	await user.click(blocked);
	expect(TestNotification.asked).toHaveBeenCalledOnce();
});

test("a browser without notifications, and a page without HTTPS, offers none", async () => {
	vi.stubGlobal("isSecureContext", false);
	renderWorkspaceChat({ props: { notify: true } });
	await screen.findByText("What should we work on?");
	expect(screen.queryByRole("button", { name: /notif/i })).not.toBeInTheDocument();
});

test("a sound goes with a notification where the host wants one", async () => {
	TestNotification.permission = "granted";
	localStorage.setItem("workspace-chat:notifications", "on");
	const start = vi.fn();
	class TestAudio {
		readonly currentTime = 0;
		readonly destination = {};
		resume = async () => {};
		createOscillator = () => ({ frequency: {}, connect: (node: object) => node, start, stop: () => {} });
		createGain = () => ({
			gain: { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} },
			connect: () => {},
		});
	}
	vi.stubGlobal("AudioContext", TestAudio);
	const { workspace } = renderWorkspaceChat({ props: { notify: { sound: true } } });
	await screen.findByRole("button", { name: "Notifications are on" });
	setVisibility("hidden");
	ask(workspace, 1);
	await waitFor(() => expect(start).toHaveBeenCalledTimes(2));
});
