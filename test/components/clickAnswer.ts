import { screen, waitFor } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect } from "vitest";

/** Waits until an answer of a permission request can be given, which takes half a second, and clicks it. */
export async function clickAnswer(user: UserEvent, name: string): Promise<void> {
	const button = await screen.findByRole("button", { name });
	await waitFor(() => expect(button).not.toHaveAttribute("aria-disabled"));
	await user.click(button);
}
