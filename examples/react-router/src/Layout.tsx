import { NavLink, Outlet, useLocation } from "react-router";

const ROOMS = ["acme/web", "acme/api"];

export default function Layout() {
	// Keeps `?name=Ben` from page to page.
	const { search } = useLocation();
	return (
		<>
			<nav>
				{ROOMS.map((room) => (
					<NavLink key={room} to={{ pathname: `/rooms/${room}`, search }}>
						{room}
					</NavLink>
				))}
			</nav>
			<main>
				<Outlet />
			</main>
		</>
	);
}
