"use client";
import { Component, type ReactNode } from "react";

interface SourceFallbackProps {
	/** What it was made of: when that changes, it is tried again. */
	readonly source: string;
	readonly fallback: ReactNode;
	readonly children: ReactNode;
}

/** Something of the host's own; when it throws, what was written. */
export class SourceFallback extends Component<SourceFallbackProps, { readonly failed: boolean }> {
	override state = { failed: false };

	static getDerivedStateFromError() {
		return { failed: true };
	}

	override componentDidUpdate(before: SourceFallbackProps) {
		if (before.source !== this.props.source && this.state.failed) this.setState({ failed: false });
	}

	override render() {
		return this.state.failed ? this.props.fallback : this.props.children;
	}
}
