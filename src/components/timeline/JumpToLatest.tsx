"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { useMoveFocusOnUnmount } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface JumpToLatestProps {
	readonly newRows: number;
	readonly onJump: () => void;
}

/** The way back to the end, with how much has come there. */
export function JumpToLatest({ newRows, onJump }: JumpToLatestProps) {
	const labels = useLabels();
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>();
	return (
		<Button
			ref={ref}
			className="wsc-jump"
			variant={newRows > 0 ? "primary" : "plain"}
			data-new={newRows > 0 || undefined}
			onClick={onJump}
		>
			<Icon name="latest" />
			{newRows > 0 ? labels.newItems(newRows) : labels.jumpToLatest}
		</Button>
	);
}
