/**
 * The sign for the street. In: a site and where its pages are; out: a PDF in three languages. Start
 * at {@link org.pukar.server.sign.Sign}. Next: {@code org.pukar.server.web}.
 */
package org.pukar.server.sign;
