import { render, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { WorkspaceChat, type WorkspaceChatProps } from "../../src/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";

const NAMES = { ada: "Ada", ben: "Ben", cleo: "Cleo" } as const;

function openRoom() {
	const workspace = createMemoryWorkspace();
	const open = (userId: keyof typeof NAMES, role: Role, props: Partial<WorkspaceChatProps> = {}) => {
		const connect = () => workspace.connect({ userId, name: NAMES[userId], role });
		const { container } = render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} {...props} />);
		return within(container);
	};
	return { workspace, open, holder: () => workspace.get().session?.wheel?.by.userId ?? null, user: userEvent.setup() };
}

type User = ReturnType<typeof userEvent.setup>;
type Page = ReturnType<ReturnType<typeof openRoom>["open"]>;

const takeButton = (page: Page) => page.findByRole("button", { name: "Take the wheel: others then suggest" });
const field = (page: Page) => page.getByRole("textbox", { name: /^(Prompt|Suggestion)$/ });

/** By the keyboard, whose focus the page looks after. */
async function press(user: User, target: HTMLElement, keys = "{Enter}") {
	target.focus();
	await user.keyboard(keys);
}

/** Ben has the wheel, by the second choice of the menu. */
async function openHeld() {
	const room = openRoom();
	const [ada, ben, cleo] = [room.open("ada", "owner"), room.open("ben", "editor"), room.open("cleo", "editor")];
	await press(room.user, await takeButton(ben), "{Enter}{ArrowDown}{Enter}");
	await ben.findByText(/^You have the wheel until/);
	return { ...room, ada, ben, cleo };
}

describe("the menu that takes the wheel", () => {
	test("does nothing before a time is chosen, and Escape returns to its button", async () => {
		const { open, holder, user } = openRoom();
		const ben = open("ben", "editor");
		open("cleo", "editor");
		const take = await takeButton(ben);
		await press(user, take);
		expect(ben.getByRole("menuitem", { name: "For 15 minutes" })).toHaveFocus();
		await user.keyboard("{ArrowDown}{End}{ArrowDown}{ArrowUp}");
		expect(ben.getByRole("menuitem", { name: "For 2 hours" })).toHaveFocus();
		expect(holder()).toBeNull();
		await user.keyboard("{Escape}");
		expect(ben.queryByRole("menu")).toBeNull();
		expect(take).toHaveFocus();
	});

	test("takes it for the time that was chosen, and leaves the focus to the composer", async () => {
		const { workspace, ben, holder } = await openHeld();
		expect(holder()).toBe("ben");
		expect((workspace.get().session?.wheel?.until ?? 0) - Date.now()).toBeGreaterThan(29 * 60_000);
		await waitFor(() => expect(field(ben)).toHaveFocus());
	});
});

describe("somebody who asks for the wheel", () => {
	test("is named to its holder, who hands it over with one click; the focus stays with both composers", async () => {
		const { ben, cleo, holder, user } = await openHeld();
		await press(user, await cleo.findByRole("button", { name: "Ask for it" }));
		expect(await cleo.findByText("Request sent")).toBeInTheDocument();
		await waitFor(() => expect(field(cleo)).toHaveFocus());
		expect(await ben.findByText("Cleo asks for it")).toBeInTheDocument();
		await press(user, ben.getByRole("button", { name: "Hand over to Cleo" }));
		await waitFor(() => expect(holder()).toBe("cleo"));
		await ben.findByText(/^Cleo has the wheel until/);
		await waitFor(() => expect(field(ben)).toHaveFocus());
	});

	test("counts in the tab of its holder until the wheel is released", async () => {
		document.title = "My app";
		const room = openRoom();
		const told: string[] = [];
		const onAttention: WorkspaceChatProps["onAttention"] = ({ kind, text }) => void told.push(`${kind} ${text}`);
		const ben = room.open("ben", "editor", { onAttention });
		const cleo = room.open("cleo", "editor", { tabBadge: false });
		await press(room.user, await takeButton(ben), "{Enter}{Enter}");
		await room.user.click(await cleo.findByRole("button", { name: "Ask for it" }));
		await waitFor(() => expect(document.title).toBe("(1) My app"));
		expect(told).toEqual(["wheel_request Cleo"]);
		await press(room.user, await ben.findByRole("button", { name: "Release" }));
		await waitFor(() => expect(document.title).toBe("My app"));
		await waitFor(() => expect(field(ben)).toHaveFocus());
		expect(told).toHaveLength(1);
	});
});

describe("an owner", () => {
	test("hands over the wheel of somebody else to anybody who may have it", async () => {
		const { ada, holder, user } = await openHeld();
		await press(user, await ada.findByRole("button", { name: "Hand over to…" }));
		expect(ada.getAllByRole("menuitem").map(({ textContent }) => textContent)).toEqual(["Cleo"]);
		await user.keyboard("{Enter}");
		await waitFor(() => expect(holder()).toBe("cleo"));
	});

	test("takes over, and then has it like everybody who has it", async () => {
		const { ada, ben, cleo, holder, user } = await openHeld();
		expect(cleo.queryByRole("button", { name: /^(Take over|Hand over|Release)/ })).toBeNull();
		await press(user, await ada.findByRole("button", { name: "Take over" }));
		await waitFor(() => expect(holder()).toBe("ada"));
		expect(await ada.findByText(/^You have the wheel until/)).toBeInTheDocument();
		await waitFor(() => expect(field(ada)).toHaveFocus());
		expect(await ben.findByRole("button", { name: "Ask for it" })).toBeInTheDocument();
		expect(ada.queryByRole("button", { name: "Take over" })).toBeNull();
	});
});
