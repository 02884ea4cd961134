"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { type DiffLayout, setDiffLayout } from "./useDiffLayout.ts";

/** Puts old and new side by side in all diffs of the page, or back. Only seen where there is room for both. */
export function DiffLayoutButton({ layout }: { readonly layout: DiffLayout }) {
	const { diffSideBySide } = useLabels();
	const isSplit = layout === "split";
	return (
		<button
			type="button"
			className="wsc-diff-layout"
			aria-pressed={isSplit}
			onClick={() => setDiffLayout(isSplit ? "unified" : "split")}
		>
			{diffSideBySide}
		</button>
	);
}
