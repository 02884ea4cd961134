"use client";
import { type ComponentType, lazy, Suspense } from "react";
import { useAttachments } from "../../react/useAttachments.ts";

const LoadedAttachButton = lazy<ComponentType>(() =>
	import("./AttachButton.tsx").then(
		({ AttachButton }) => ({ default: AttachButton }),
		() => ({ default: () => null }),
	),
);

/** `<AttachButton>`, fetched once the room stands; not there for who may not attach anything. */
export function LazyAttachButton() {
	const { canUpload } = useAttachments();
	// Room for it: what stands beside it stays where it is.
	return <Suspense fallback={<span className="wsc-attach" />}>{canUpload && <LoadedAttachButton />}</Suspense>;
}
