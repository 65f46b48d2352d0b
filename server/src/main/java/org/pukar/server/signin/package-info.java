/**
 * Who someone is who signs in: passwords, second factors, and how often somebody may try. In: what
 * was typed, and from where; out: whether it holds. Start at {@link
 * org.pukar.server.signin.SignIn}. Next: {@code org.pukar.server.web}.
 */
package org.pukar.server.signin;
