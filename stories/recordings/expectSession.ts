import { expect, type userEvent, waitFor, within } from "storybook/test";

/** What an agent reported about its session, as people read it. */
export interface SessionShown {
	/** Omitted if the agent gave none: then the workspace's id is shown. */
	readonly title?: string | undefined;
	/** Choices by the setting's name, the chosen one in brackets. */
	readonly settings: Readonly<Record<string, string>>;
	/** How many slash commands there are, and one of them. */
	readonly commands: { readonly number: number; readonly one: string } | null;
	/** How full the context is, and how what it has cost begins, if the agent reports them. */
	readonly usage: string | null;
}

type Person = Pick<ReturnType<typeof userEvent.setup>, "type" | "clear">;

/** The session bar and the composer show what this agent reported, and nothing else. */
export async function expectSession(canvas: HTMLElement, person: Person, shown: SessionShown): Promise<void> {
	const { title = "recorded", settings, commands, usage } = shown;
	await waitFor(() => {
		openSettings(canvas);
		expect(readSettings(canvas)).toEqual(settings);
	});
	await expect(canvas.querySelector(".wsc-bar-title")).toHaveTextContent(title);
	await expect(canvas.querySelector(".wsc-usage-button > .wsc-hidden")?.textContent ?? null).toEqual(
		usage && expect.stringContaining(usage),
	);
	await expect(await readCommands(canvas, person)).toHaveLength(commands?.number ?? 0);
	if (commands) await expect(await readCommands(canvas, person)).toContain(commands.one);
}

/** Opens the list of the settings, where they do not fit side by side: that is known once they were measured. */
function openSettings(canvas: HTMLElement): void {
	canvas.querySelector<HTMLElement>('.wsc-settings-area [aria-expanded="false"]')?.click();
}

function readSettings(canvas: HTMLElement): Readonly<Record<string, string>> {
	const selects = [...canvas.querySelectorAll<HTMLSelectElement>(".wsc-settings-area select")];
	return Object.fromEntries(selects.map((select) => [select.getAttribute("aria-label"), readChoices(select)]));
}

function readChoices({ options }: HTMLSelectElement): string {
	return [...options].map(({ text, selected }) => (selected ? `[${text}]` : text)).join(" | ");
}

/** The names that a slash offers. */
async function readCommands(canvas: HTMLElement, person: Person): Promise<readonly (string | null)[]> {
	const field = within(canvas).getByRole("textbox", { name: "Prompt" });
	await person.type(field, "/");
	const names = [...canvas.querySelectorAll(".wsc-slash-name")].map(({ textContent }) => textContent);
	await person.clear(field);
	return names;
}
