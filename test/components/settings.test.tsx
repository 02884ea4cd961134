import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ConfigOption } from "../../src/protocol/index.ts";
import { session } from "../../stories/fixtures/people.ts";
import { renderRoom } from "./renderRoom.tsx";

const model: ConfigOption = { id: "model", name: "Model", category: "model", value: "large", choices: [] };

const renderSetting = (option: ConfigOption) => renderRoom({ session: { ...session, configOptions: [option] } });

test("a value that is none of the choices is shown, and not the first of them", async () => {
	renderSetting({ ...model, choices: [{ value: "small", name: "Small" }] });
	expect(await screen.findByRole("combobox", { name: "Model" })).toHaveDisplayValue("large");
});

test("a list without choices is no switch", async () => {
	renderSetting(model);
	expect(await screen.findByRole("combobox", { name: "Model" })).toHaveDisplayValue("large");
	expect(screen.queryByRole("switch")).not.toBeInTheDocument();
});
