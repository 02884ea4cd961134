import { render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { ConnectWorkspace } from "../../src/core/index.ts";
import { WorkspaceChat } from "../../src/index.ts";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { createMemoryWorkspace } from "../../src/testing/index.ts";
import { session } from "../../stories/fixtures/people.ts";
import { renderWorkspaceChat } from "./renderWorkspaceChat.tsx";

const model: ConfigOption = { id: "model", name: "Model", category: "model", value: "large", choices: [] };

const renderSetting = (option: ConfigOption) =>
	renderWorkspaceChat({ session: { ...session, configOptions: [option] } });

test("a value that is none of the choices is shown, and not the first of them", async () => {
	renderSetting({ ...model, choices: [{ value: "small", name: "Small" }] });
	expect(await screen.findByRole("combobox", { name: "Model" })).toHaveDisplayValue("large");
});

test("a list without choices is no switch", async () => {
	renderSetting(model);
	expect(await screen.findByRole("combobox", { name: "Model" })).toHaveDisplayValue("large");
	expect(screen.queryByRole("switch")).not.toBeInTheDocument();
});

test("of two values chosen quickly, the last one counts, also when the first is refused", async () => {
	const choices = ["small", "medium", "large", "huge"].map((value) => ({ value, name: value }));
	const workspace = createMemoryWorkspace({ session: { ...session, configOptions: [{ ...model, choices }] } });
	const answers: (() => void)[] = [];
	const connect: ConnectWorkspace = (listener) => {
		const connection = workspace.connect({ userId: "ada", name: "Ada" })(listener);
		return {
			...connection,
			async call(action, request, signal) {
				if (action === "setConfigOption") await new Promise<void>((resolve) => answers.push(resolve));
				return connection.call(action, request, signal);
			},
		};
	};
	render(<WorkspaceChat workspaceId="memory" connect={() => connect} storage={null} />);
	const user = userEvent.setup();
	const select = await screen.findByRole("combobox", { name: "Model" });
	const currentValue = () => workspace.get().session?.configOptions[0]?.value;
	await user.selectOptions(select, "small");
	await user.selectOptions(select, "medium");
	await user.selectOptions(select, "huge");
	await waitFor(() => expect(answers).toHaveLength(1));
	answers[0]?.();
	await waitFor(() => expect(answers).toHaveLength(2));
	expect(currentValue()).toBe("small");
	answers[1]?.();
	await waitFor(() => expect(select).toHaveDisplayValue("huge"));
	expect(currentValue()).toBe("huge");

	await user.selectOptions(select, "medium");
	await user.selectOptions(select, "small");
	await waitFor(() => expect(answers).toHaveLength(3));
	const offered = { ...model, value: "huge", choices: choices.filter(({ value }) => value !== "medium") };
	workspace.apply({ kind: "session", change: { configOptions: [offered] } });
	answers[2]?.();
	await waitFor(() => expect(answers).toHaveLength(4));
	answers[3]?.();
	await waitFor(() => expect(select).toHaveDisplayValue("small"));
	expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});
