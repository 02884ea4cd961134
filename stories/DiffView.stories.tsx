import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, waitFor, within } from "storybook/test";
import { setDiffLayout } from "../src/components/diff/DiffHeader.tsx";
import { DiffView } from "../src/components/diff/DiffView.tsx";
import { ContentPage } from "./fixtures/ContentPage.tsx";
import { longFile, newFile, oldFile, unlike } from "./fixtures/diffSamples.ts";

const meta: Meta<typeof DiffView> = {
	title: "Parts/DiffView",
	id: "content-diff",
	component: DiffView,
	decorators: [
		(Story) => (
			<ContentPage>
				<Story />
			</ContentPage>
		),
	],
	args: { path: "src/upload.ts", oldText: oldFile, newText: newFile },
	// What a reader chose holds for the page, and the stories share one.
	beforeEach: () => setDiffLayout(undefined),
};

export default meta;
type Story = StoryObj<typeof DiffView>;

export const Changed: Story = {};

/** Code has its colours, except in the words that changed, and says the same. */
export const Colored: Story = {
	play: async ({ canvasElement }) => {
		const textOf = (line: Element) => line.textContent;
		const lines = () => [...canvasElement.querySelectorAll(".wsc-diff-text")];
		const plain = lines().map(textOf);
		await waitFor(() => expect(canvasElement.querySelector("ins .wsc-token")).not.toBeNull());
		await expect(canvasElement.querySelector("del .wsc-token")).not.toBeNull();
		await expect(canvasElement.querySelector(".wsc-diff-word .wsc-token")).toBeNull();
		await expect(lines().map(textOf)).toEqual(plain);
	},
};

export const GapExpanded: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await userEvent.click(canvas.getByRole("button", { name: "Show 3 unchanged lines" }));
		await expect(lineOf(canvasElement, "const LIMIT = 25_000_000;")).toBeVisible();
		await expect(canvas.getByRole("list")).toHaveFocus();
	},
};

export const Split: Story = { args: { layout: "split" } };

export const SplitGapExpanded: Story = { ...GapExpanded, args: { layout: "split" } };

/** Nothing to put beside: both take the whole width. */
export const SplitNewFile: Story = { args: { layout: "split", oldText: null } };

export const SplitDeletedFile: Story = { args: { layout: "split", newText: null } };

export const SplitByTheReader: Story = {
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		const button = canvas.getByRole("button", { name: "Side by side", pressed: false });
		await expect(distance(canvas)).toEqual({ across: 0, down: true });
		await userEvent.click(button);
		await expect(button).toHaveAttribute("aria-pressed", "true");
		await expect(distance(canvas)).toEqual({ across: 351, down: false });
		await userEvent.click(button);
		await expect(distance(canvas)).toEqual({ across: 0, down: true });
	},
};

export const SplitWithoutRoom: Story = {
	args: { layout: "split", style: { maxWidth: "30rem" } },
	play: async ({ canvasElement }) => {
		const canvas = within(canvasElement);
		await expect(canvas.queryByRole("button", { name: "Side by side" })).toBeNull();
		await expect(distance(canvas)).toEqual({ across: 0, down: true });
	},
};

export const Fragment: Story = {
	args: { oldText: "const LIMIT = 25_000_000;\n", newText: "const LIMIT = 50_000_000;\n", firstLine: 4 },
};

/** The words that an agent will replace, wherever in the file they are. */
export const FragmentOfUnknownPlace: Story = {
	args: { ...Fragment.args, firstLine: null },
	play: async ({ canvasElement }) => {
		await expect(canvasElement.querySelector("[data-line]")).toBeNull();
	},
};

export const NewFile: Story = { args: { oldText: null } };

export const DeletedFile: Story = { args: { newText: null } };

/** The agent does not say whether the file is still there. */
export const EmptiedFile: Story = { args: { newText: "" } };

export const NewEmptyFile: Story = { args: { oldText: null, newText: "" } };

export const LineEndings: Story = {
	args: { oldText: oldFile.replaceAll("\n", "\r\n"), newText: newFile },
	play: async ({ canvasElement }) => {
		await expect(within(canvasElement).getByText("Line endings: CRLF → LF")).toBeVisible();
	},
};

export const NoNewlineAtTheEnd: Story = { args: { newText: oldFile.trimEnd() } };

/** A byte order mark, spaces at the end, tabs for spaces, an accent of its own, a zero-width space, a control character. */
export const HiddenCharacters: Story = {
	args: {
		path: "src/access.ts",
		oldText: `\ufeff// Who may enter.\nconst café = 1;\n    if (admin) return;\nconst name = "x";\nconst end = "\\n";\nlast\n`,
		newText: `// Who may enter.\nconst cafe\u0301 = 1;\n\tif (admin\u200b) return;\nconst name =\u00a0"x";  \nconst end = "\0";\nlast\n`,
	},
};

export const HiddenCharactersSplit: Story = { args: { ...HiddenCharacters.args, layout: "split" } };

export const Unchanged: Story = { args: { newText: oldFile } };

export const Long: Story = {
	args: { path: "src/values.ts", oldText: null, newText: longFile },
	play: async ({ canvasElement, userEvent }) => {
		const canvas = within(canvasElement);
		await expect(canvas.getAllByRole("listitem")).toHaveLength(200);
		await userEvent.click(canvas.getByRole("button", { name: "Show all 600 lines" }));
		await expect(canvas.getAllByRole("listitem")).toHaveLength(600);
		await expect(canvas.getByRole("list")).toHaveFocus();
	},
};

export const TooLarge: Story = {
	args: { path: "data/values.txt", oldText: unlike("left", 4_000), newText: unlike("right", 4_000) },
};

function lineOf(diff: Element, text: string): HTMLElement {
	const lines = diff.querySelectorAll<HTMLElement>(".wsc-diff-line:not([data-copy]) .wsc-diff-text");
	const found = [...lines].find(({ textContent }) => textContent === text);
	if (!found) throw new Error(`The diff has no line "${text}".`);
	return found;
}

/** The offset of the first added line from the first removed one. */
function distance(canvas: ReturnType<typeof within>) {
	const [went, came] = [canvas.getAllByRole("deletion")[0], canvas.getAllByRole("insertion")[0]].map((line) =>
		line?.closest("li")?.getBoundingClientRect(),
	);
	if (!went || !came) throw new Error("The diff has no lines that changed.");
	return { across: Math.round(came.left - went.left), down: came.top > went.top };
}

/** The file's name is at the start of the line, the counts at its end. */
const nameFirst =
	(start: "left" | "right", sign: 1 | -1): NonNullable<Story["play"]> =>
	async ({ canvasElement }) => {
		const head = canvasElement.querySelector("figcaption");
		const name = head?.querySelector("bdi");
		if (!head || !name) throw new Error("The diff has no name.");
		const gap = sign * (name.getBoundingClientRect()[start] - head.getBoundingClientRect()[start]);
		await expect(gap).toBeLessThan(16);
	};
export const NameFirst: Story = { play: nameFirst("left", 1) };
export const NameFirstRightToLeft: Story = {
	tags: ["!dev", "!autodocs"],
	globals: { direction: "rtl" },
	play: nameFirst("right", -1),
};
