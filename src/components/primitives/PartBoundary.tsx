"use client";

import { Component, type ErrorInfo, type ReactNode, useContext } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { type PartError, PartErrorContext } from "../slots/ComponentsProvider.tsx";
import { Button } from "./Button.tsx";
import { ErrorActions } from "./ErrorMessage.tsx";
import { Icon } from "./Icon.tsx";
import { Preformatted } from "./Preformatted.tsx";
import { partClassName } from "./partStyle.ts";

interface PartBoundaryProps extends Pick<PartError, "part" | "itemId"> {
	readonly children: ReactNode;
}

interface BoundaryProps extends PartBoundaryProps {
	readonly onPartError: ((error: PartError) => void) | null;
}

/** A part that was rendered again so often fails at each change, and would flicker. */
const MAX_REMOUNTS = 3;

interface BoundaryState {
	/** Null while the part works. Anything may be thrown, null included. */
	readonly failure: { readonly error: unknown } | null;
}

class Boundary extends Component<BoundaryProps, BoundaryState> {
	override state: BoundaryState = { failure: null };
	#remounts = 0;
	/** Several effects of a part may fail at once, and in StrictMode each runs twice. */
	#isReported = false;

	static getDerivedStateFromError(error: unknown): BoundaryState {
		return { failure: { error } };
	}

	override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
		if (this.#isReported) return;
		this.#isReported = true;
		const { part, itemId, onPartError } = this.props;
		// Later, so that an error of the callback is reported by the browser and does not end another part.
		queueMicrotask(() => onPartError?.({ part, itemId, error, componentStack: componentStack ?? "" }));
		// The part itself is fine, and renders from the start before anything is painted.
		if (isForeignChange(error) && this.#remounts++ < MAX_REMOUNTS) this.#retry();
	}

	readonly #retry = () => {
		this.#isReported = false;
		this.setState({ failure: null });
	};

	override render() {
		const { failure } = this.state;
		if (!failure) return this.props.children;
		return <FailedPart error={failure.error} isEntry={this.props.itemId !== undefined} onRetry={this.#retry} />;
	}
}

/**
 * Whether React did not find a node where it had put it. A translator or another browser extension has moved it, which
 * breaks parts of a host that have text next to elements.
 */
function isForeignChange(error: unknown): boolean {
	return error instanceof Error && error.name === "NotFoundError";
}

/**
 * Catches what a part throws while it renders or in its effects, a part of the host included. A message with a button
 * that renders the part again takes its place; everything else on the page goes on.
 *
 * @example
 * <PartBoundary part="Composer"><Composer /></PartBoundary>
 */
export function PartBoundary(props: PartBoundaryProps) {
	return <Boundary {...props} onPartError={useContext(PartErrorContext)} />;
}

interface FailedPartProps {
	readonly error: unknown;
	/** Whether it is an entry of the timeline, which announces its entries itself. */
	readonly isEntry: boolean;
	readonly onRetry: () => void;
}

/** In place of a part that has failed. Uses no label that is a function: one of the host's may be what has failed. */
function FailedPart({ error, isEntry, onRetry }: FailedPartProps) {
	const labels = useLabels();
	const detail = describeError(error);
	return (
		<div
			className={partClassName("wsc-error wsc-failed-part")}
			data-level="warning"
			role={isEntry ? undefined : "alert"}
		>
			<Icon name="warning" className="wsc-error-icon" />
			<div className="wsc-error-text">
				<p className="wsc-error-message">{labels.partFailed}</p>
				{detail !== "" && (
					<details className="wsc-error-detail">
						<summary className="wsc-error-summary">{labels.details}</summary>
						<Preformatted text={detail} />
					</details>
				)}
				<ErrorActions>
					<Button onClick={onRetry}>{labels.tryAgain}</Button>
				</ErrorActions>
			</div>
		</div>
	);
}

function describeError(error: unknown): string {
	if (error instanceof Error) return `${error.name}: ${error.message}`;
	return typeof error === "string" ? error : "";
}
