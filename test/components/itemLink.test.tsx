import { act, render, screen, waitFor } from "@testing-library/react";
import { expect, onTestFinished, test } from "vitest";
import { itemUrl, parseItemHash, parseItemHashFor } from "../../src/components/link/itemLink.ts";
import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

test("a link is parsed to its item, and other fragments to null", () => {
	const hash = new URL(itemUrl("acme/web", "message-7")).hash;
	expect(hash).toBe("#item-message-7@acme%2Fweb");
	expect(parseItemHash(hash)).toEqual({ itemId: "message-7", workspaceId: "acme/web" });
	expect(parseItemHash("#item-message-7")).toEqual({ itemId: "message-7", workspaceId: null });
	for (const other of ["", "#/some/route", '#item-"><script>', "#item-a@%FF"]) expect(parseItemHash(other)).toBeNull();
});

test("a link is for the workspace it names, or for any if it names none", () => {
	const { hash } = new URL(itemUrl("acme/web", "message-7"));
	expect(parseItemHashFor("acme/web", hash)).not.toBeNull();
	expect(parseItemHashFor("acme/docs", hash)).toBeNull();
	expect(parseItemHashFor("acme/docs", "#item-message-7")).not.toBeNull();
	expect(parseItemHashFor("acme/docs", "#/some/route")).toBeNull();
});

test("an item's link can be copied", async () => {
	const { user } = renderWorkspaceChat({ items: [{ ...message, id: "message-0", turnId: null, text: "Message 0" }] });
	await screen.findByText("Message 0");
	const link = screen.getByRole("button", { name: "Copy link" });
	expect(link).toHaveAttribute("aria-description", "Message 0");
	await user.click(link);
	expect(await screen.findByText("Copied")).toHaveAttribute("role", "status");
	// It is announced by one live region, not by the row.
	expect(screen.getByRole("log").querySelector("[aria-live], [role=status]")).toBeNull();
	expect(await navigator.clipboard.readText()).toBe(itemUrl("memory", "message-0"));
});

test("a link to a missing item shows a message until it is dismissed or the fragment changes", async () => {
	onTestFinished(() => history.replaceState(null, "", "#"));
	history.replaceState(null, "", "#item-gone");
	const { user } = renderWorkspaceChat({ items: [{ ...message, id: "message-0", turnId: null, text: "Message 0" }] });
	const notFound = () => screen.queryByRole("alert", { name: "" });
	await waitFor(() => expect(notFound()).toHaveTextContent("This link points to something that was removed."));
	await user.click(screen.getByRole("button", { name: "This link points to something that was removed." }));
	expect(notFound()).not.toBeInTheDocument();
	act(() => location.assign("#item-gone-too"));
	await waitFor(() => expect(notFound()).toBeVisible());
	act(() => location.assign("#item-message-0"));
	await waitFor(() => expect(notFound()).not.toBeInTheDocument());
});

const GONE = "This link points to something that was removed.";

/** Two workspaces on one page, each with its own message. */
function renderTwoWorkspaces() {
	const connect = (workspaceId: string) => {
		const items = [{ ...message, id: `of-${workspaceId}`, turnId: null, text: `Message of ${workspaceId}` }];
		return createMemoryWorkspace({ workspaceId, items }).connect({ userId: "ada", name: "Ada" });
	};
	render(
		<WorkspaceProvider connect={connect} storage={null}>
			<WorkspaceChat workspaceId="web" />
			<WorkspaceChat workspaceId="docs" />
		</WorkspaceProvider>,
	);
}

async function expectMarkedOnly(text: string): Promise<void> {
	const row = (await screen.findByText(text)).closest(".wsc-row");
	await waitFor(() => expect(row).toHaveAttribute("data-marked"));
	expect(document.querySelectorAll("[data-marked]")).toHaveLength(1);
	expect(screen.queryByText(GONE)).not.toBeInTheDocument();
}

test.each(["#item-of-docs", "#item-of-docs@docs"])(
	"of several workspaces only the one with the item follows %s",
	async (hash) => {
		onTestFinished(() => history.replaceState(null, "", "#"));
		history.replaceState(null, "", hash);
		renderTwoWorkspaces();
		await screen.findByText("Message of web");
		await expectMarkedOnly("Message of docs");
	},
);

test("of several workspaces on a page only the one in the link shows that the item is missing", async () => {
	onTestFinished(() => history.replaceState(null, "", "#"));
	history.replaceState(null, "", "#item-of-web@docs");
	renderTwoWorkspaces();
	await screen.findByText("Message of web");
	expect(await screen.findAllByText(GONE)).toHaveLength(1);
	expect(document.querySelector("[data-marked]")).toBeNull();
});
