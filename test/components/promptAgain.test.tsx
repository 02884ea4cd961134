import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, test, vi } from "vitest";
import { type ConnectWorkspace, WorkspaceError } from "../../src/core/index.ts";
import { WorkspaceChat } from "../../src/index.ts";
import type { PromptItem } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";
import { sampleTimeline } from "../../stories/fixtures/sampleTimeline.ts";

const TEXT = `${"one more line of a log\n".repeat(500)}What is wrong in it?`;
const ADA = { userId: "ada", name: "Ada" };

/** A workspace whose prompt was truncated for the wire. */
function renderTruncated(result: PromptItem["result"] = sample.result, isLoadable = true) {
	const whole: PromptItem = { ...sample.prompt, by: ADA, state: "done", text: TEXT, result };
	const prompt: PromptItem = { ...whole, text: TEXT.slice(0, 1_000), truncated: true };
	const onPrompt = vi.fn();
	const items = sampleTimeline(prompt, { ...sample.message, text: "Nothing is." });
	const workspace = createMemoryWorkspace({ items, onPrompt: ({ text }) => onPrompt(text) });
	const full = { ...whole, ...items[0], text: TEXT, truncated: undefined };
	const connect: ConnectWorkspace = (listener) => {
		const connection = workspace.connect(ADA)(listener);
		const lost = new WorkspaceError({ code: "not_found", message: "It is gone." });
		return {
			...connection,
			call(action, request, options) {
				if (action !== "getItem") return connection.call(action, request, options);
				return isLoadable ? (Promise.resolve(full) as never) : Promise.reject(lost);
			},
		};
	};
	render(<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} />);
	return { user: userEvent.setup(), onPrompt };
}

const inRow = (name: string) =>
	waitFor(() => {
		const button = screen.queryAllByRole("button", { name }).find((one) => one.closest(".wsc-row-actions"));
		if (!button) throw new Error(`No row has a button ${name}`);
		return button;
	});
const field = () => screen.getByRole("textbox", { name: "Prompt" });

describe("a prompt that was truncated for the wire", () => {
	test("is sent again with its end", async () => {
		const { user, onPrompt } = renderTruncated();
		await user.click(await inRow("Retry"));
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(TEXT));
	});

	test("is sent again with its end after a failed turn", async () => {
		const error = { code: "agent_failed", message: "It failed." } as const;
		const { user, onPrompt } = renderTruncated({ ...sample.result, stopReason: null, error });
		await screen.findByText("It failed.");
		const [retry] = screen.getAllByRole("button", { name: "Retry" }).filter((one) => one.closest(".wsc-turn-end"));
		await user.click(retry as HTMLElement);
		await waitFor(() => expect(onPrompt).toHaveBeenCalledWith(TEXT));
	});

	test("is edited with its end", async () => {
		const { user } = renderTruncated();
		await user.click(await inRow("Edit and resend"));
		await waitFor(() => expect(field()).toHaveValue(TEXT));
	});

	test("is not sent without its end when that cannot be loaded", async () => {
		const { user, onPrompt } = renderTruncated(sample.result, false);
		await user.click(await inRow("Retry"));
		expect(await screen.findByText("It is gone.")).toBeVisible();
		expect(onPrompt).not.toHaveBeenCalled();
	});

	test("is not recalled without its end", async () => {
		const { user } = renderTruncated();
		await inRow("Retry");
		await user.click(field());
		await user.keyboard("{ArrowUp}");
		expect(field()).toHaveValue("");
	});

	test("says that it is not shown whole, and can be", async () => {
		const { user } = renderTruncated();
		await user.click(await screen.findByRole("button", { name: "Show all" }));
		expect(await screen.findByText(/What is wrong in it/)).toBeInTheDocument();
		expect(screen.queryByRole("button", { name: "Show all" })).not.toBeInTheDocument();
	});
});
