import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent, waitFor, within } from "storybook/test";
import { WorkspaceChat } from "../src/index.ts";
import { createMemoryWorkspace } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, session } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { renderChat } from "./fixtures/WorkspacePage.tsx";

const meta: Meta<typeof WorkspaceChat> = {
	title: "WorkspaceChat/Attention",
	component: WorkspaceChat,
	args: { workspaceId: "acme/web", notify: true },
	render: renderChat,
};

export default meta;
type Story = StoryObj<typeof WorkspaceChat>;

/** A browser whose person has answered, or will answer, whether pages may notify them. */
const browserThat = (before: NotificationPermission, answer: NotificationPermission) => () => {
	const own = Object.getOwnPropertyDescriptor(globalThis, "Notification");
	let permission = before;
	const value = {
		get permission() {
			return permission;
		},
		async requestPermission() {
			permission = answer;
			return answer;
		},
	};
	Object.defineProperty(globalThis, "Notification", { configurable: true, value });
	localStorage.removeItem("workspace-chat:notifications");
	return () => {
		if (own) Object.defineProperty(globalThis, "Notification", own);
		localStorage.removeItem("workspace-chat:notifications");
	};
};

/** The button in the session bar switches notifications on: the browser asks for its permission on that click. */
export const Notifications: Story = {
	beforeEach: browserThat("default", "granted"),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Notify me when something needs me" }));
		await expect(await canvas.findByRole("button", { name: "Notifications are on", pressed: true })).toBeVisible();
	},
};

/** Only the settings of the browser change this. */
export const NotificationsBlocked: Story = {
	beforeEach: browserThat("denied", "denied"),
	play: async ({ canvasElement }) => {
		const name = "Notifications are blocked in the browser’s settings";
		await expect(await within(canvasElement).findByRole("button", { name })).toHaveAttribute("aria-disabled", "true");
	},
};

export const NotificationsInANarrowWindow: Story = {
	beforeEach: browserThat("default", "granted"),
	...atSize(375, 600),
	play: async ({ canvasElement }) => {
		const name = "Notify me when something needs me";
		await expect(await within(canvasElement).findByRole("button", { name })).toBeVisible();
		await expect(canvasElement.ownerDocument.documentElement.scrollWidth).toBeLessThanOrEqual(window.innerWidth);
	},
};

const waiting = createMemoryWorkspace({ session, items: [{ ...sample.approval, createdAt: Date.now() - 12_000 }] });

const icons = () => [...document.head.querySelectorAll<HTMLLinkElement>("link[rel~='icon']")].map(({ href }) => href);

/** The title and the icon of the tab have the number of what waits, and are the page's own again when it is answered. */
export const TabBadge: Story = {
	args: { connect: () => waiting.connect(ada) },
	play: async ({ canvasElement }) => {
		await waitFor(() => expect(document.title).toMatch(/^\(1\) /));
		await waitFor(() => expect(icons().at(-1)).toMatch(/^data:image\/png/));
		const [approval] = waiting.get().approvals;
		if (!approval) throw new Error("Nothing waits.");
		const [option] = approval.options;
		const state = { status: "answered", optionId: option?.optionId ?? "", by: ada, answeredAt: Date.now() } as const;
		waiting.apply({ kind: "item", item: { ...approval, state } });
		await waitFor(() => expect(document.title).not.toMatch(/^\(/));
		await expect(icons().filter((href) => href.startsWith("data:image/png"))).toEqual([]);
		await expect(within(canvasElement).queryByRole("alert")).toBeNull();
	},
};
