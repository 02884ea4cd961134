import { act, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { type ComponentType, Suspense, startTransition, useState } from "react";
import { describe, expect, test, vi } from "vitest";
import { createLazyPart, usePreload } from "../../src/components/primitives/lazyPart.tsx";

interface WordProps {
	readonly word: string;
}

const Plain = ({ word, isLoading }: WordProps & { readonly isLoading?: boolean | undefined }) => (
	<p>{isLoading ? `loading ${word}` : `plain ${word}`}</p>
);
const Full = ({ word }: WordProps) => <p>full {word}</p>;

/** Has a state of its own. */
function Counter() {
	const [word] = useState(() => crypto.randomUUID());
	return <p>full {word}</p>;
}

/** Opens a part in a transition. */
function Host({ Part }: { readonly Part: ComponentType<WordProps> }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<>
			<button type="button" onClick={() => startTransition(() => setOpen(true))}>
				the timeline
			</button>
			{isOpen && <Part word="diff" />}
		</>
	);
}

function PreloadStatus({ part }: { readonly part: Parameters<typeof usePreload>[0] }) {
	return usePreload(part) ? "over" : "loading";
}

function createHeldPart() {
	const chunk = Promise.withResolvers<ComponentType<WordProps>>();
	const load = vi.fn(() => chunk.promise);
	return { Part: createLazyPart(load, Plain), load, ...chunk };
}

describe("a lazy part", () => {
	test("shows its plain form until its code is fetched", async () => {
		const { Part, resolve } = createHeldPart();
		render(<Part word="diff" />);
		expect(screen.getByText("loading diff")).toBeVisible();
		await act(async () => resolve(Full));
		expect(screen.getByText("full diff")).toBeVisible();
	});

	test("is fetched once for all its places", async () => {
		const { Part, load, resolve } = createHeldPart();
		render(
			<>
				<Part word="one" />
				<Part word="two" />
			</>,
		);
		await act(async () => resolve(Full));
		expect(screen.getAllByText(/^full/)).toHaveLength(2);
		expect(load).toHaveBeenCalledOnce();
	});

	test("renders at once when it is preloaded", async () => {
		const { Part, resolve } = createHeldPart();
		resolve(Full);
		await Part.preload();
		render(<Part word="diff" />);
		expect(screen.getByText("full diff")).toBeVisible();
	});

	test("keeps its state when it renders again after it was fetched", async () => {
		const { Part, resolve } = createHeldPart();
		const { rerender } = render(<Part word="one" />);
		await act(async () => resolve(Counter));
		const shown = screen.getByText(/^full/).textContent;
		rerender(<Part word="two" />);
		expect(screen.getByText(/^full/)).toHaveTextContent(shown ?? "");
	});

	test("stays plain when it cannot be fetched", async () => {
		const { Part, reject } = createHeldPart();
		render(<Part word="diff" />);
		await act(async () => reject(new TypeError("Failed to fetch dynamically imported module")));
		expect(screen.getByText("plain diff")).toBeVisible();
	});

	test("is fetched again when it is rendered after a preload that failed", async () => {
		const load = vi.fn<() => Promise<ComponentType<WordProps>>>();
		load.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValueOnce(Full);
		const Part = createLazyPart(load, Plain);
		await Part.preload();
		render(<Part word="diff" />);
		expect(await screen.findByText("full diff")).toBeVisible();
	});

	test("that is rendered in a transition hides nothing that is shown", async () => {
		const { Part, resolve } = createHeldPart();
		render(
			<Suspense fallback="the host is loading">
				<Host Part={Part} />
			</Suspense>,
		);
		await userEvent.click(screen.getByRole("button"));
		expect(screen.getByText("the timeline")).toBeVisible();
		expect(screen.getByText("loading diff")).toBeVisible();
		await act(async () => resolve(Full));
		expect(screen.getByText("full diff")).toBeVisible();
		expect(screen.queryByText("the host is loading")).not.toBeInTheDocument();
	});
});

describe("usePreload", () => {
	test("waits for the code", async () => {
		const { Part, resolve } = createHeldPart();
		const { container } = render(<PreloadStatus part={Part} />);
		expect(container).toHaveTextContent("loading");
		await act(async () => resolve(Full));
		expect(container).toHaveTextContent("over");
	});

	test("waits no longer when the code cannot be fetched", async () => {
		const { Part, reject } = createHeldPart();
		const { container } = render(<PreloadStatus part={Part} />);
		await act(async () => reject(new TypeError("Failed to fetch")));
		expect(container).toHaveTextContent("over");
	});
});
