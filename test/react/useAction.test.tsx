import { render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { useAction, WorkspaceError } from "../../src/index.ts";

function Stop({ send }: { readonly send: () => Promise<unknown> }) {
	const stop = useAction(send);
	return (
		<>
			<button type="button" aria-disabled={stop.pending} onClick={stop.run}>
				Stop
			</button>
			<button type="button" onClick={stop.reset}>
				Reset
			</button>
			<p role="status">{stop.error?.message}</p>
		</>
	);
}

test("does not run a pending action again, and its button keeps the focus", async () => {
	const user = userEvent.setup();
	const answer = Promise.withResolvers<void>();
	let sent = 0;
	const send = () => {
		sent += 1;
		return answer.promise;
	};
	render(<Stop send={send} />);
	const button = screen.getByRole("button", { name: "Stop" });
	await user.dblClick(button);
	expect(button).toHaveAttribute("aria-disabled", "true");
	expect(button).toHaveFocus();
	expect(sent).toBe(1);

	answer.resolve();
	await expect.poll(() => button.getAttribute("aria-disabled")).toBe("false");
	await user.click(button);
	expect(sent).toBe(2);
});

test("reports why an action failed, and can run it again", async () => {
	const user = userEvent.setup();
	const answers = [
		() => Promise.reject(new WorkspaceError({ code: "forbidden", message: "Not yours." })),
		async () => {},
	];
	render(<Stop send={() => answers.shift()?.() ?? Promise.resolve()} />);
	await user.click(screen.getByRole("button", { name: "Stop" }));
	await expect.poll(() => screen.getByRole("status").textContent).toBe("Not yours.");
	await user.click(screen.getByRole("button", { name: "Stop" }));
	await expect.poll(() => screen.getByRole("status").textContent).toBe("");
});

test("reset clears the error", async () => {
	const user = userEvent.setup();
	render(<Stop send={() => Promise.reject(new WorkspaceError({ code: "forbidden", message: "Not yours." }))} />);
	await user.click(screen.getByRole("button", { name: "Stop" }));
	await expect.poll(() => screen.getByRole("status").textContent).toBe("Not yours.");
	await user.click(screen.getByRole("button", { name: "Reset" }));
	expect(screen.getByRole("status").textContent).toBe("");
});

test("reset leaves an action that runs pending", async () => {
	const user = userEvent.setup();
	const response = Promise.withResolvers<void>();
	render(<Stop send={() => response.promise} />);
	const button = screen.getByRole("button", { name: "Stop" });
	await user.click(button);
	await user.click(screen.getByRole("button", { name: "Reset" }));
	expect(button).toHaveAttribute("aria-disabled", "true");
	response.resolve();
	await expect.poll(() => button.getAttribute("aria-disabled")).toBe("false");
});

test("reports an action that throws before it returns a promise", async () => {
	const user = userEvent.setup();
	const throwAtOnce = () => {
		throw new WorkspaceError({ code: "forbidden", message: "Not yours." });
	};
	render(<Stop send={throwAtOnce} />);
	const button = screen.getByRole("button", { name: "Stop" });
	await user.click(button);
	await expect.poll(() => screen.getByRole("status").textContent).toBe("Not yours.");
	expect(button).toHaveAttribute("aria-disabled", "false");
});
