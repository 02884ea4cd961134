import { act, screen, waitFor } from "@testing-library/react";
import { expect, onTestFinished, test } from "vitest";
import { itemLink, linkedItemId } from "../../src/components/link/itemLink.ts";
import { message } from "../../stories/fixtures/sampleItems.ts";
import { renderRoom } from "./renderRoom.tsx";

test("a link leads to its item, and other fragments to none", () => {
	const hash = new URL(itemLink("message-7")).hash;
	expect(linkedItemId(hash)).toBe("message-7");
	expect(linkedItemId("")).toBeNull();
	expect(linkedItemId("#/some/route")).toBeNull();
	expect(linkedItemId('#item-"><script>')).toBeNull();
});

test("an item's link can be copied", async () => {
	const { user } = renderRoom({ items: [{ ...message, id: "message-0", turnId: null, text: "Message 0" }] });
	await screen.findByText("Message 0");
	const link = screen.getByRole("button", { name: "Copy link" });
	expect(link).toHaveAttribute("aria-description", "Message 0");
	await user.click(link);
	expect(await screen.findByText("Copied")).toHaveAttribute("role", "status");
	// What is said is said in one place, and by no row.
	expect(screen.getByRole("log").querySelector("[aria-live], [role=status]")).toBeNull();
	expect(await navigator.clipboard.readText()).toBe(itemLink("message-0"));
});

test("a link to what is no longer there says so, until it is dismissed or leads elsewhere", async () => {
	onTestFinished(() => history.replaceState(null, "", "#"));
	history.replaceState(null, "", "#item-gone");
	const { user } = renderRoom({ items: [{ ...message, id: "message-0", turnId: null, text: "Message 0" }] });
	const gone = () => screen.queryByRole("alert", { name: "" });
	await waitFor(() => expect(gone()).toHaveTextContent("What the link leads to is no longer here."));
	await user.click(screen.getByRole("button", { name: "What the link leads to is no longer here." }));
	expect(gone()).not.toBeInTheDocument();
	act(() => location.assign("#item-gone-too"));
	await waitFor(() => expect(gone()).toBeVisible());
	act(() => location.assign("#item-message-0"));
	await waitFor(() => expect(gone()).not.toBeInTheDocument());
});
