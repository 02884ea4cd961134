import { expect, within } from "storybook/test";

/** What is still going on, in any part of the screen. */
const OPEN = [
	".wsc-message[data-open]",
	".wsc-thought[data-open]",
	".wsc-markdown[data-open]",
	".wsc-status[data-status=pending]",
	".wsc-status[data-status=in_progress]",
	".wsc-turn[data-state]",
	".wsc-prompt[data-state=running]",
].join();

/** What is true of every session that came to its end, whatever the agent did in it. */
export async function expectSettled(canvasElement: HTMLElement): Promise<void> {
	const canvas = within(canvasElement);
	const log = await canvas.findByRole("log");
	await expect((await within(log).findAllByRole("article")).length).toBeGreaterThan(0);
	await expect(canvasElement.querySelectorAll(OPEN)).toHaveLength(0);
	await expect(canvas.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument();
	await expect(log).not.toHaveTextContent("Previous session history is replayed below");
}
