import "workspace-chat/styles.css";

export const metadata = { title: "An empty Next.js app", icons: "data:," };

export default function Layout({ children }) {
	return (
		<html lang="en">
			<body>{children}</body>
		</html>
	);
}
