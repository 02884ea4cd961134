"use client";
import { lazy, Suspense } from "react";
import { Preformatted } from "../part/Preformatted.tsx";
import type { CommandOutputProps } from "./CommandOutput.tsx";

const PlainOutput = ({ text }: CommandOutputProps) => <Preformatted text={text} />;

const FetchedCommandOutput = lazy(() =>
	import("./CommandOutput.tsx").then(
		({ CommandOutput }) => ({ default: CommandOutput }),
		() => ({ default: PlainOutput }),
	),
);

/** `<CommandOutput>`, fetched when somebody first looks. Until then, and where that fails, the text stands there plain. */
export function LazyCommandOutput(props: CommandOutputProps) {
	return (
		<Suspense fallback={<PlainOutput {...props} />}>
			<FetchedCommandOutput {...props} />
		</Suspense>
	);
}
