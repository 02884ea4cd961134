"use client";
import { lazy, Suspense } from "react";
import type { PromptFilesProps } from "./PromptFiles.tsx";

const FileNames = ({ files }: PromptFilesProps) => (
	<p className="wsc-faint">{files.map(({ name }) => name).join(", ")}</p>
);

const LoadedPromptFiles = lazy(() =>
	import("./PromptFiles.tsx").then(
		({ PromptFiles }) => ({ default: PromptFiles }),
		() => ({ default: FileNames }),
	),
);

/** `<PromptFiles>`, where there are any; until the part is fetched, and where that fails, their names. */
export function LazyPromptFiles({ files }: PromptFilesProps) {
	if (files.length === 0) return null;
	return (
		<Suspense fallback={<FileNames files={files} />}>
			<LoadedPromptFiles files={files} />
		</Suspense>
	);
}
