"use client";

import type { ComponentProps } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { useWheel } from "../../react/useWheel.ts";
import { Avatar } from "../primitives/Avatar.tsx";
import { Button } from "../primitives/Button.tsx";
import { ErrorMessage } from "../primitives/ErrorMessage.tsx";
import { useMoveFocusOnUnmount } from "../primitives/focus.ts";
import { Icon } from "../primitives/Icon.tsx";
import { MenuButton } from "../primitives/Menu.tsx";
import { partClassName } from "../primitives/partStyle.ts";

/** The props of `<WheelLine>`. */
export interface WheelLineProps {
	/** Added to the classes of its element. */
	readonly className?: string | undefined;
}

/** How long an owner has the wheel whom somebody else had it before, in minutes. */
const TAKE_OVER_MINUTES = 30;

/** A button that goes when it has done its work, and leaves the focus to the composer. */
function WheelButton(props: ComponentProps<typeof Button>) {
	const ref = useMoveFocusOnUnmount<HTMLButtonElement>();
	return <Button variant="quiet" {...props} ref={ref} />;
}

/**
 * Who has the wheel and until when, in one line, with the buttons to ask for it, to hand it over and to release it. Owners
 * take over, hand over and release that of somebody else, too. Absent while nobody has it: `<WheelMenu>` takes it then.
 *
 * Data attributes: `data-self` if the current user has it.
 */
export function WheelLine({ className }: WheelLineProps) {
	const labels = useLabels();
	const { wheel, isOwn, canTake, canAsk, hasAsked, canGive, others, pending, error, ...wheelActions } = useWheel();
	if (!wheel) return null;
	const { take, ask, release, handOver } = wheelActions;
	const { wheelAction } = labels;
	const disabled = pending || undefined;
	const next = canGive ? others.find(({ userId }) => wheel.asked.some((asker) => asker.userId === userId)) : undefined;
	const rest = others.filter((person) => person !== next);
	return (
		<div className={partClassName("wsc-wheel", className)} data-self={isOwn || undefined}>
			<Avatar person={wheel.by} />
			<span className="wsc-wheel-text" role="status" dir="auto">
				<span>{labels.wheelHeld(isOwn ? null : wheel.by.name, wheel.until)}</span>
				{canGive && wheel.asked.length > 0 && (
					<span className="wsc-wheel-asked">{labels.wheelAsked(wheel.asked.map(({ name }) => name))}</span>
				)}
			</span>
			<span className="wsc-wheel-tools">
				{hasAsked && <span className="wsc-faint">{wheelAction.asked}</span>}
				{canAsk && (
					<WheelButton aria-disabled={disabled} onClick={ask}>
						{wheelAction.ask}
					</WheelButton>
				)}
				{canTake && !isOwn && (
					<WheelButton aria-disabled={disabled} onClick={() => take(TAKE_OVER_MINUTES)}>
						{wheelAction.take}
					</WheelButton>
				)}
				{next && (
					<WheelButton variant="plain" aria-disabled={disabled} onClick={() => handOver(next.userId)}>
						{labels.handOverWheel(next.name)}
					</WheelButton>
				)}
				{canGive && rest.length > 0 && (
					<MenuButton
						label={labels.handOver}
						title={next && labels.handOver}
						heading={next && labels.handOver}
						side="above"
						isPending={pending}
						choices={rest.map(({ userId, name }) => ({ id: userId, label: name, choose: () => handOver(userId) }))}
					>
						{next ? <Icon name="more" /> : labels.handOver}
					</MenuButton>
				)}
				{canGive && (
					<WheelButton aria-disabled={disabled} onClick={release}>
						{wheelAction.release}
					</WheelButton>
				)}
			</span>
			{error && <ErrorMessage error={error} />}
		</div>
	);
}
