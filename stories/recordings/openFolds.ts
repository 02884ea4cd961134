import { within } from "storybook/test";

/** Opens each row of the timeline, as somebody who wants to see all of it. */
export async function openFolds(
	canvas: HTMLElement,
	person: { readonly click: (element: Element) => Promise<void> },
): Promise<void> {
	const log = await within(canvas).findByRole("log");
	await within(log).findAllByRole("article");
	for (const row of within(log).queryAllByRole("button", { expanded: false })) await person.click(row);
}
