"use client";
import { lazy, Suspense } from "react";
import { Preformatted } from "../part/Preformatted.tsx";
import type { DiffViewProps } from "./DiffView.tsx";

const PlainDiff = ({ newText }: DiffViewProps) => <Preformatted text={newText} />;

const FetchedDiffView = lazy(() =>
	import("./DiffView.tsx").then(
		({ DiffView }) => ({ default: DiffView }),
		() => ({ default: PlainDiff }),
	),
);

/** `<DiffView>`, fetched when somebody first looks. Until then, and where that fails, the new text stands there plain. */
export function LazyDiffView(props: DiffViewProps) {
	return (
		<Suspense fallback={<PlainDiff {...props} />}>
			<FetchedDiffView {...props} />
		</Suspense>
	);
}
