import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
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
