"use client";
import type { PromptItem } from "../../protocol/index.ts";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useWorkspaceStore } from "../../react/useWorkspaceStore.ts";
import { useSelf } from "../../react/useYou.ts";
import { ActionButton } from "../button/CommandButton.tsx";
import { Icon } from "../icon/Icon.tsx";
import { revealDirectionOverrides } from "../text/revealDirectionOverrides.ts";

interface WithdrawButtonProps {
	readonly prompt: PromptItem;
}

/** Takes a prompt back that does not run yet; there for who wrote it, or owns the workspace. */
export function WithdrawButton({ prompt }: WithdrawButtonProps) {
	const labels = useLabels();
	const store = useWorkspaceStore();
	const you = useSelf();
	if (you?.role !== "owner" && you?.userId !== prompt.by.userId) return null;
	return (
		<ActionButton
			variant="quiet"
			aria-label={labels.withdrawPrompt(revealDirectionOverrides(prompt.text.slice(0, 60)))}
			title={labels.withdraw}
			onAction={() => store.withdrawPrompt(prompt.id)}
		>
			<Icon name="close" />
		</ActionButton>
	);
}
