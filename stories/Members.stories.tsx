import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, screen, waitFor, within } from "storybook/test";
import { WorkspaceError } from "../src/core/index.ts";
import { LabelsProvider, WorkspaceChat } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import type { EventItem } from "../src/protocol/index.ts";
import { createMemoryWorkspace, type NetworkConditions } from "../src/testing/index.ts";
import { atSize } from "./fixtures/atSize.ts";
import { ada, ben, cleo } from "./fixtures/people.ts";
import * as sample from "./fixtures/sampleItems.ts";
import { sampleTimeline } from "./fixtures/sampleTimeline.ts";
import { WorkspacePage } from "./fixtures/WorkspacePage.tsx";

/** A workspace whose owner decides about roles, with two others who are there. */
function openWorkspace() {
	const workspace = createMemoryWorkspace({
		workspaceId: "memory",
		roles: "workspace",
		items: sampleTimeline({ ...sample.prompt, state: "done" }, sample.message),
	});
	const ids = { ada: workspace.connect(ada), ben: workspace.connect(ben), cleo: workspace.connect(cleo) };
	return { workspace, ids };
}

function renderTwoPages() {
	const { ids } = openWorkspace();
	return (
		<div style={{ display: "grid", gridTemplateColumns: "1fr 1fr", blockSize: "100vh" }}>
			<WorkspacePage connect={() => ids.ada}>
				<WorkspaceChat
					workspaceId="memory"
					labels={{ workspace: "Ada’s chat" }}
					inviteUrl={(token) => `https://app.example.com/?invite=${token}`}
				/>
			</WorkspacePage>
			<WorkspacePage connect={() => ids.ben}>
				<WorkspaceChat workspaceId="memory" labels={{ workspace: "Ben’s chat" }} />
			</WorkspacePage>
		</div>
	);
}

function renderOwnersPage() {
	const { ids } = openWorkspace();
	return (
		<WorkspacePage connect={() => ids.ada}>
			<WorkspaceChat workspaceId="memory" inviteUrl={(token) => `https://app.example.com/?invite=${token}`} />
		</WorkspacePage>
	);
}

const meta: Meta = { title: "WorkspaceChat/Members" };

export default meta;
type Story = StoryObj;

/** An owner changes the role of somebody who is there: their page has it at once, and everybody reads who has done it. */
export const ChangeARole: Story = {
	render: renderTwoPages,
	play: async ({ canvasElement, userEvent }) => {
		const [left, right] = await waitFor(() => {
			const bars = canvasElement.querySelectorAll<HTMLElement>(".wsc-participants");
			expect(bars).toHaveLength(2);
			return [...bars];
		});
		await userEvent.click(within(left as HTMLElement).getByRole("button", { name: "2 people here" }));
		await userEvent.click(await within(left as HTMLElement).findByRole("button", { name: "Actions for Ben" }));
		await userEvent.selectOptions(
			await within(left as HTMLElement).findByRole("combobox", { name: "Role of Ben" }),
			"Viewer",
		);
		await waitFor(() =>
			expect(screen.getAllByText("Ada changed Ben’s role from Approver to Viewer").length).toBeGreaterThan(0),
		);
		await userEvent.click(within(right as HTMLElement).getByRole("button", { name: "2 people here" }));
		await expect(within(right as HTMLElement).queryByRole("button", { name: /^Actions for/ })).toBeNull();
	},
};

/** One click makes a link for watching, and copies it. */
export const ReadOnlyLink: Story = {
	render: renderOwnersPage,
	play: async ({ canvasElement, userEvent }) => {
		const copied: string[] = [];
		Object.defineProperty(navigator, "clipboard", {
			configurable: true,
			value: { writeText: async (text: string) => void copied.push(text) },
		});
		const page = within(canvasElement);
		await userEvent.click(await page.findByRole("button", { name: "1 person here" }));
		await userEvent.click(await page.findByRole("button", { name: "Invite and manage…" }));
		const dialog = within(await page.findByRole("dialog", { name: "People" }));
		await userEvent.click(await dialog.findByRole("button", { name: "Copy read-only link" }));
		await expect(await dialog.findByRole("button", { name: "Copied" })).toBeVisible();
		await expect(copied).toEqual(["https://app.example.com/?invite=invite-1"]);
		await expect(dialog.getByRole("textbox", { name: "Invite link" })).toHaveValue(copied[0]);
		await expect(await dialog.findByText("Viewer, by Ada")).toBeVisible();
		await expect(dialog.getByRole("button", { name: "Revoke the link for Viewer" })).toBeVisible();
	},
};

export const ReadOnlyLinkOnAPhone: Story = {
	...ReadOnlyLink,
	...atSize(375, 667),
};

/** An owner makes a link, which is shown once. */
export const InviteByLink: Story = {
	render: renderOwnersPage,
	play: async ({ canvasElement, userEvent }) => {
		const page = within(canvasElement);
		await userEvent.click(await page.findByRole("button", { name: "1 person here" }));
		await userEvent.click(await page.findByRole("button", { name: "Invite and manage…" }));
		const dialog = within(await page.findByRole("dialog", { name: "People" }));
		await userEvent.selectOptions(await dialog.findByRole("combobox", { name: "Role it gives" }), "Commenter");
		await userEvent.click(dialog.getByRole("button", { name: "Create link" }));
		const link = await dialog.findByRole("textbox", { name: "Invite link" });
		await expect(link).toHaveValue("https://app.example.com/?invite=invite-1");
		await expect(dialog.getByText("Commenter, by Ada")).toBeVisible();
		await expect(dialog.getByRole("button", { name: "Copy link" })).toBeVisible();
	},
};

/** Links that are open can be revoked, and everybody who was ever here is listed. */
export const RevokeALink: Story = {
	render: renderOwnersPage,
	play: async ({ canvasElement, userEvent }) => {
		const page = within(canvasElement);
		await userEvent.click(await page.findByRole("button", { name: "1 person here" }));
		await userEvent.click(await page.findByRole("button", { name: "Invite and manage…" }));
		const dialog = within(await page.findByRole("dialog", { name: "People" }));
		await userEvent.click(await dialog.findByRole("button", { name: "Create link" }));
		await userEvent.click(await dialog.findByRole("button", { name: "Revoke the link for Editor" }));
		await waitFor(() => expect(dialog.queryByText("Editor, by Ada")).toBeNull());
		await expect(dialog.queryByRole("textbox", { name: "Invite link" })).toBeNull();
	},
};

/** The dialog of an owner, in a workspace where 150 people were. */
function renderManyPeople(conditions: NetworkConditions = {}) {
	const ids = Array.from({ length: 150 }, (_, index) => `visitor-${index}`);
	const reads = Object.fromEntries(ids.map((id) => [id, { order: 0, at: 1 }]));
	const workspace = createMemoryWorkspace({ workspaceId: "memory", roles: "workspace", reads });
	return (
		<WorkspacePage connect={() => workspace.connect(ada, conditions)}>
			<WorkspaceChat workspaceId="memory" />
		</WorkspacePage>
	);
}

async function openDialog(canvasElement: HTMLElement, userEvent: { click(element: Element): Promise<void> }) {
	const page = within(canvasElement);
	await userEvent.click(await page.findByRole("button", { name: "1 person here" }));
	await userEvent.click(await page.findByRole("button", { name: "Invite and manage…" }));
	return within(await page.findByRole("dialog", { name: "People" }));
}

/** Everybody who was here is listed page by page, and found by name. */
export const ManyPeople: Story = {
	render: () => renderManyPeople(),
	play: async ({ canvasElement, userEvent }) => {
		const dialog = await openDialog(canvasElement, userEvent);
		const names = () => dialog.queryAllByText(/^visitor-/);
		await waitFor(() => expect(names()).toHaveLength(99));
		await userEvent.click(dialog.getByRole("button", { name: "Show more people" }));
		await waitFor(() => expect(names()).toHaveLength(150));
		await expect(dialog.queryByRole("button", { name: "Show more people" })).toBeNull();
		const field = dialog.getByRole("searchbox", { name: "Search people" });
		await userEvent.type(field, "OR-14");
		await waitFor(() => expect(names()).toHaveLength(11));
	},
};

export const ManyPeopleOnAPhone: Story = {
	...ManyPeople,
	...atSize(375, 667),
};

/** Nobody has the name that an owner looks for. */
export const NobodyFound: Story = {
	render: () => renderManyPeople(),
	play: async ({ canvasElement, userEvent }) => {
		const dialog = await openDialog(canvasElement, userEvent);
		await userEvent.type(await dialog.findByRole("searchbox", { name: "Search people" }), "Zoe");
		await expect(await dialog.findByText("Nobody has that name")).toBeVisible();
	},
};

/** The people could not be read, and can be read again. */
export const PeopleNotRead: Story = {
	render: () => {
		let calls = 0;
		return renderManyPeople({
			call(action) {
				if (action !== "listPeople" || ++calls > 1) return "deliver";
				throw new WorkspaceError({ code: "internal", message: "The workspace has a problem." });
			},
		});
	},
	play: async ({ canvasElement, userEvent }) => {
		const dialog = await openDialog(canvasElement, userEvent);
		const alert = await dialog.findByRole("alert");
		await expect(dialog.queryByText(/^visitor-/)).toBeNull();
		await userEvent.click(within(alert).getByRole("button", { name: "Retry" }));
		await waitFor(() => expect(dialog.queryAllByText(/^visitor-/)).toHaveLength(99));
		await expect(dialog.queryByRole("alert")).toBeNull();
	},
};

/** Making another owner takes a second step. */
export const MakeAnOwner: Story = {
	render: () => renderManyPeople(),
	play: async ({ canvasElement, userEvent }) => {
		const dialog = await openDialog(canvasElement, userEvent);
		await userEvent.click(await dialog.findByRole("button", { name: "Actions for visitor-149" }));
		await userEvent.selectOptions(dialog.getByRole("combobox", { name: "Role of visitor-149" }), "Owner");
		await expect(dialog.getByRole("button", { name: "Really make visitor-149 an owner?" })).toHaveFocus();
	},
};

export const MakeAnOwnerOnAPhone: Story = {
	...MakeAnOwner,
	...atSize(375, 667),
};

/** What a person sees whose link was used by somebody else. */
export const UsedInvite: Story = {
	render: () => {
		const workspace = createMemoryWorkspace({ workspaceId: "memory", roles: "workspace" });
		workspace.refuseConnections({
			code: "invite_used",
			message: "This invite link was for one person, and has been used.",
			hint: "Ask whoever sent it for one of your own.",
		});
		return (
			<WorkspacePage connect={() => workspace.connect({ ...cleo, role: null })}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		const page = within(canvasElement);
		await expect(await page.findByText(/was for one person/)).toBeVisible();
		// Trying again would not help.
		await expect(page.queryByRole("button", { name: "Try again" })).toBeNull();
	},
};

const invited: EventItem = {
	...sample.event,
	id: "invited",
	by: cleo,
	event: { type: "person_joined", invitedBy: { userId: "ada", name: "Ada" } },
};

/** The timeline says who has invited somebody. */
export const InvitedBy: Story = {
	render: () => {
		const workspace = createMemoryWorkspace({
			workspaceId: "memory",
			items: sampleTimeline({ ...sample.prompt, state: "done" }, invited),
		});
		return (
			<WorkspacePage connect={() => workspace.connect(ada)}>
				<WorkspaceChat workspaceId="memory" />
			</WorkspacePage>
		);
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Cleo joined, invited by Ada")).toBeVisible();
	},
};

export const InGerman: Story = {
	tags: ["!dev", "!autodocs"],
	render: () => <LabelsProvider labels={german}>{renderOwnersPage()}</LabelsProvider>,
	play: async ({ canvasElement, userEvent }) => {
		const page = within(canvasElement);
		await userEvent.click(await page.findByRole("button", { name: "1 Person hier" }));
		await userEvent.click(await page.findByRole("button", { name: "Einladen und verwalten…" }));
		const dialog = within(await page.findByRole("dialog", { name: "Personen" }));
		await expect((await dialog.findAllByText("Nur für eine Person"))[0]).toBeVisible();
		await expect(dialog.getByRole("button", { name: "Link zum Zusehen kopieren" })).toBeVisible();
	},
};
