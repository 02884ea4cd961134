import { render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { PersonMenu } from "../../src/components/members/PersonMenu.tsx";
import { Workspace, WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import type { Role } from "../../src/protocol/index.ts";
import { inviteAddress, inviteInAddress, removeInviteFromAddress } from "../../src/react/inviteAddress.ts";
import { createMemoryWorkspace, type MemoryWorkspaceOptions, type NetworkConditions } from "../../src/testing/index.ts";
import { openStore } from "../contract/openStore.ts";

const BEN = { userId: "ben", name: "Ben", role: "editor" } as const;

async function renderMenu(
	role: Role,
	options: MemoryWorkspaceOptions = { roles: "workspace" },
	conditions: NetworkConditions = {},
) {
	const workspace = createMemoryWorkspace(options);
	const ben = await openStore("memory", workspace.connect(BEN));
	const connect = () => workspace.connect({ userId: "ada", name: "Ada", role }, conditions);
	render(
		<WorkspaceProvider connect={connect} storage={null}>
			<Workspace workspaceId="memory">
				<span>here</span>
				<PersonMenu {...BEN} />
			</Workspace>
		</WorkspaceProvider>,
	);
	await screen.findByText("here");
	return { workspace, ben, user: userEvent.setup() };
}

test("an owner gives a person another role in their menu", async () => {
	const { ben, user } = await renderMenu("owner");
	await user.click(await screen.findByRole("button", { name: "Actions for Ben" }));
	await user.selectOptions(screen.getByRole("combobox", { name: "Role of Ben" }), "Approver");
	await waitFor(() => expect(ben.get().self?.role).toBe("approver"));
	ben.close();
});

test("the list of roles keeps the focus while a choice is on its way, and takes no other one", async () => {
	const sent: string[] = [];
	const call: NetworkConditions["call"] = (action) => {
		if (action !== "setRole") return "deliver";
		sent.push(action);
		return "lose_request";
	};
	const { ben, user } = await renderMenu("owner", { roles: "workspace" }, { call });
	await user.click(await screen.findByRole("button", { name: "Actions for Ben" }));
	const list = screen.getByRole("combobox", { name: "Role of Ben" });
	list.focus();
	await user.selectOptions(list, "Approver");
	await waitFor(() => expect(list).toHaveAttribute("aria-busy", "true"));
	expect(list).toHaveFocus();
	await user.selectOptions(list, "Viewer");
	expect(sent).toHaveLength(1);
	expect(list).toHaveFocus();
	ben.close();
});

test("making another owner takes a second step, which has the focus and ends when that goes on", async () => {
	const { ben, user } = await renderMenu("owner");
	await user.click(await screen.findByRole("button", { name: "Actions for Ben" }));
	const list = screen.getByRole("combobox", { name: "Role of Ben" });
	await user.selectOptions(list, "Owner");
	expect(screen.getByRole("button", { name: "Really make Ben an owner?" })).toHaveFocus();
	expect(list).toHaveValue("owner");
	await user.tab();
	expect(screen.queryByRole("button", { name: "Really make Ben an owner?" })).not.toBeInTheDocument();
	expect(list).toHaveValue("editor");
	await user.selectOptions(list, "Owner");
	expect(ben.get().self?.role).toBe("editor");
	await user.keyboard("{Enter}");
	await waitFor(() => expect(ben.get().self?.role).toBe("owner"));
	ben.close();
});

test("an owner removes a person with a second click on the same button", async () => {
	const { ben, user } = await renderMenu("owner");
	await user.click(await screen.findByRole("button", { name: "Actions for Ben" }));
	await user.click(screen.getByRole("button", { name: "Remove…" }));
	expect(ben.get().connectionStatus.status).toBe("connected");
	await user.click(screen.getByRole("button", { name: "Really remove Ben?" }));
	await waitFor(() => expect(ben.get().connectionStatus.status).toBe("refused"));
	ben.close();
});

test.each([
	["for somebody who is no owner", "approver", { roles: "workspace" }],
	["where the host alone decides", "owner", {}],
] as const)("there is no menu %s", async (_when, role, options) => {
	const { ben } = await renderMenu(role, options);
	await waitFor(() => expect(ben.get().participants).toHaveLength(2));
	expect(screen.queryByRole("button", { name: "Actions for Ben" })).not.toBeInTheDocument();
	ben.close();
});

test("the list of who is here has the menu for others only, and a way to invite", async () => {
	const workspace = createMemoryWorkspace({ roles: "workspace" });
	const ben = await openStore("memory", workspace.connect(BEN));
	const connect = () => workspace.connect({ userId: "ada", name: "Ada" });
	render(<WorkspaceChat workspaceId="memory" connect={connect} storage={null} />);
	const user = userEvent.setup();
	await user.click(await screen.findByRole("button", { name: /2 people here/ }));
	expect(await screen.findByRole("button", { name: "Actions for Ben" })).toBeVisible();
	expect(screen.queryByRole("button", { name: "Actions for Ada" })).not.toBeInTheDocument();
	expect(screen.getByRole("button", { name: "Invite and manage…" })).toBeVisible();
	expect(within(screen.getByRole("list", { name: /2 people here/ })).getAllByRole("listitem")).toHaveLength(2);
	ben.close();
});

const TOKEN = "A".repeat(43);

beforeEach(() => history.replaceState(null, "", "/"));

test("the page's address carries an invite, until the person is in", () => {
	history.replaceState({ of: "the host" }, "", "/room?tab=1#end");
	const link = inviteAddress(TOKEN);
	expect(link).toMatch(new RegExp(`/room\\?tab=1&invite=${TOKEN}$`));
	history.replaceState({ of: "the host" }, "", link);
	expect(inviteInAddress()).toBe(TOKEN);
	removeInviteFromAddress();
	expect(location.search).toBe("?tab=1");
	expect(history.state).toEqual({ of: "the host" });
});

test("a parameter of the host's own that is called like it stays", () => {
	history.replaceState(null, "", "/?invite=summer-party");
	expect(inviteInAddress()).toBeNull();
	removeInviteFromAddress();
	expect(location.search).toBe("?invite=summer-party");
});
