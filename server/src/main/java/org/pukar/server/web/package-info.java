/**
 * The console: sign-in, the desk, the officer's page, the cameras. In: HTTP; out: pages. Start at
 * {@link org.pukar.server.web.WebApplication}. Next: {@code org.pukar.server.command}.
 */
package org.pukar.server.web;
