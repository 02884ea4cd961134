import type { Meta, StoryObj } from "@storybook/react-vite";
import { type ReactNode, useState } from "react";
import { expect, userEvent, within } from "storybook/test";
import { WorkspaceError } from "../src/core/index.ts";
import { WorkspaceDirectory, WorkspaceList, type WorkspaceListProps } from "../src/index.ts";
import { german } from "../src/locales/de.ts";
import {
	createMemoryDirectory,
	type MemoryDirectory,
	type MemoryDirectoryOptions,
	type MemoryListedWorkspace,
} from "../src/testing/index.ts";
import { ada, ben, cleo } from "./fixtures/people.ts";

const MINUTE = 60_000;
const now = Date.now();
const request = (id: string) => ({ id, role: "approver", except: [] }) as const;

const workspaces: readonly MemoryListedWorkspace[] = [
	{
		workspaceId: "acme/checkout",
		title: "Checkout: retry failed payments",
		activity: "waiting",
		people: [ben, cleo],
		pending: [request("1"), request("2")],
		lastActivityAt: now - 20_000,
		unread: [{ userId: ada.userId, count: 4 }],
	},
	{
		workspaceId: "acme/search",
		title: "Search index for archived orders, with a title that is longer than its row",
		activity: "working",
		people: [ada, ben, cleo, { userId: "dan", name: "Dan" }, { userId: "eve", name: "Eve" }],
		peopleCount: 7,
		lastActivityAt: now - 2 * MINUTE,
	},
	{
		workspaceId: "acme/login",
		title: "Single sign-on",
		activity: "failed",
		lastActivityAt: now - 47 * MINUTE,
		unread: [{ userId: ada.userId, count: 120 }],
		attention: [{ userId: ada.userId, count: 1 }],
	},
	{
		workspaceId: "acme/design",
		title: "Design tokens",
		activity: "idle",
		people: [cleo],
		pinnedBy: [ada.userId],
		lastActivityAt: now - 26 * 60 * MINUTE,
	},
	{ workspaceId: "acme/d7f3b2", activity: "idle", lastActivityAt: now - 9 * 24 * 60 * MINUTE },
	{
		workspaceId: "acme/old",
		title: "Migrate to Node 24",
		archivedAt: now - 90 * MINUTE,
		lastActivityAt: now - 90 * 24 * 60 * MINUTE,
	},
];

interface PageProps {
	readonly directory: MemoryDirectory;
	readonly person?: Parameters<MemoryDirectory["connect"]>[0] | undefined;
	readonly labels?: typeof german | undefined;
	readonly children?: ReactNode;
}

/** A list at the side of a page, as wide as a phone at most. */
function ListPage({ directory, person = ada, labels, className }: PageProps & Pick<WorkspaceListProps, "className">) {
	const [selectedId, setSelectedId] = useState<string | null>("acme/search");
	return (
		<div
			style={{ inlineSize: "100%", maxInlineSize: 420, blockSize: "100vh", background: "Canvas" }}
			lang={labels ? "de" : "en"}
		>
			<WorkspaceDirectory tenant="acme" connect={directory.connect(person)} labels={labels}>
				<WorkspaceList selectedId={selectedId} onOpen={setSelectedId} className={className} />
			</WorkspaceDirectory>
		</div>
	);
}

/** The workspaces of a team: what each does, who is there, and what waits for whom. */
const meta: Meta<typeof WorkspaceList> = {
	title: "Parts/WorkspaceList",
	component: WorkspaceList,
	parameters: { layout: "fullscreen" },
};

export default meta;
type Story = StoryObj<typeof WorkspaceList>;

const listOf = (
	options: MemoryDirectoryOptions = {},
	page: Omit<PageProps, "directory"> = {},
	prepare: (directory: MemoryDirectory) => void = () => {},
): NonNullable<Story["render"]> => {
	const directory = createMemoryDirectory({
		workspaces,
		newWorkspaceId: () => `acme/${crypto.randomUUID()}`,
		...options,
	});
	prepare(directory);
	return () => <ListPage directory={directory} {...page} />;
};

export const Mixed: Story = {
	render: listOf(),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(await canvas.findByText("Needs you · 2")).toBeVisible();
		await expect(canvas.getByRole("button", { name: "New session" })).toBeVisible();
	},
};

/** A viewer can pin, and nothing else; what they may not answer waits for others. */
export const ForAViewer: Story = {
	render: listOf({}, { person: { ...ada, role: "viewer" } }),
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText("Waiting for an answer")).toBeVisible();
	},
};

export const RowActions: Story = {
	render: listOf(),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Actions for Single sign-on" }));
		await expect(canvas.getByRole("button", { name: "Archive" })).toBeVisible();
	},
};

export const Renaming: Story = {
	render: listOf(),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		(await canvas.findByText("Single sign-on")).closest("button")?.focus();
		await userEvent.keyboard("{F2}");
		await expect(await canvas.findByRole("textbox", { name: "Title" })).toHaveFocus();
	},
};

let areRowsGone = false;

/** What a row says when an action fails is in the language of the page. */
export const ActionFailed: Story = {
	render: listOf({ mayList: () => !areRowsGone }, { labels: german }),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.click(await canvas.findByRole("button", { name: "Aktionen für Single sign-on" }));
		areRowsGone = true;
		await userEvent.click(canvas.getByRole("button", { name: "Anheften" }));
		const alert = await canvas.findByRole("alert");
		areRowsGone = false;
		await expect(alert).toHaveTextContent("Nicht gefunden.");
	},
};

/** The field stays, with what was typed. */
export const RenamingFailed: Story = {
	render: listOf(
		{
			onRename() {
				throw new WorkspaceError({ code: "forbidden", message: "Your role is too low." });
			},
		},
		{ labels: german },
	),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		(await canvas.findByText("Single sign-on")).closest("button")?.focus();
		await userEvent.keyboard("{F2}");
		await userEvent.type(await canvas.findByRole("textbox", { name: "Titel" }), " 2{Enter}");
		await expect(await canvas.findByRole("alert")).toHaveTextContent("Dafür fehlt dir die Berechtigung.");
	},
};

export const Filtered: Story = {
	render: listOf(),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.selectOptions(await canvas.findByRole("combobox", { name: "Show" }), "archived");
		await expect(await canvas.findByText("Migrate to Node 24")).toBeVisible();
	},
};

export const NothingFound: Story = {
	render: listOf(),
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await userEvent.type(await canvas.findByRole("searchbox"), "nothing like this");
		await expect(await canvas.findByText("No sessions match")).toBeVisible();
	},
};

export const Empty: Story = { render: listOf({ workspaces: [] }) };

export const Loading: Story = { render: listOf({}, {}, (directory) => directory.dropConnections()) };

export const Refused: Story = {
	render: listOf({}, {}, (directory) =>
		directory.refuseConnections({ code: "forbidden", message: "You don’t have access to this list." }),
	),
};

/** The list stays as it was last known. */
export const ConnectionLost: Story = {
	render: () => {
		const directory = createMemoryDirectory({ workspaces });
		setTimeout(() => directory.dropConnections(), 500);
		return <ListPage directory={directory} />;
	},
	play: async ({ canvasElement }) => {
		await expect(await within(canvasElement).findByText(/Connection lost/)).toBeVisible();
	},
};

/** A thousand, of which those are rendered that are visible. */
export const Thousand: Story = {
	render: listOf({
		workspaces: Array.from({ length: 1_000 }, (_, index) => ({
			workspaceId: `acme/${index}`,
			title: `Session ${index + 1}`,
			activity: (["working", "idle", "failed", "idle"] as const)[index % 4] ?? "idle",
			lastActivityAt: now - index * MINUTE,
		})),
	}),
};

export const German: Story = { render: listOf({}, { labels: german }) };
