package org.pukar.server.channel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.crypto.Data;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.TransformException;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The enveloped signature of a CAP message: ECDSA with SHA-256 over the whole message, exclusive
 * canonical form. What is sent is the canonical form itself, so that no byte of it is free: not a
 * blank, not the way that a signature is written down. It names no key: a receiver was given the
 * public half beforehand, and trusts no other.
 */
final class CapSignature {
    private static final String ECDSA_SHA256 =
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    private static final String CANONICAL = CanonicalizationMethod.EXCLUSIVE;

    private CapSignature() {}

    /** Signs a message and writes it, in UTF-8. */
    static byte[] sign(Document message, PrivateKey key) {
        try {
            XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
            Reference all =
                    factory.newReference(
                            "",
                            factory.newDigestMethod(DigestMethod.SHA256, null),
                            List.of(
                                    factory.newTransform(
                                            Transform.ENVELOPED, (TransformParameterSpec) null),
                                    factory.newTransform(CANONICAL, (TransformParameterSpec) null)),
                            null,
                            null);
            SignedInfo signed =
                    factory.newSignedInfo(
                            factory.newCanonicalizationMethod(
                                    CANONICAL, (C14NMethodParameterSpec) null),
                            factory.newSignatureMethod(ECDSA_SHA256, null),
                            List.of(all));
            DOMSignContext context = new DOMSignContext(key, message.getDocumentElement());
            context.setDefaultNamespacePrefix("ds");
            factory.newXMLSignature(signed, null).sign(context);
            Element value = value(message.getDocumentElement());
            value.setTextContent(value.getTextContent().replaceAll("\\s", ""));
            return canonical(bytes(message));
        } catch (GeneralSecurityException
                | MarshalException
                | XMLSignatureException
                | TransformException
                | TransformerException
                | IOException e) {
            throw new IllegalStateException("a CAP message can't be signed", e);
        }
    }

    /**
     * Whether the message is exactly what the owner of that key signed. Anything else is false: not
     * XML, another key, one byte changed.
     */
    static boolean verifies(byte[] message, PublicKey key) {
        try {
            Document document = parse(message);
            if (!Arrays.equals(message, canonical(message))) {
                return false;
            }
            NodeList signatures = document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature");
            if (signatures.getLength() != 1
                    || signatures.item(0).getParentNode() != document.getDocumentElement()) {
                return false;
            }
            Element element = (Element) signatures.item(0);
            return writtenPlainly(element) && covers(element, key);
        } catch (ParserConfigurationException
                | SAXException
                | IOException
                | MarshalException
                | XMLSignatureException
                | GeneralSecurityException
                | TransformException
                | IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * What the signature itself does not cover is written in one way only: base64 can write a value
     * in several, and an attribute or element more would change nothing.
     */
    private static boolean writtenPlainly(Element signature) {
        Element value = value(signature);
        String text = value.getTextContent();
        String plain = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(text));
        return text.equals(plain)
                && signature.getChildNodes().getLength() == 2
                && signature.getAttributes().getLength() == 1
                && value.getChildNodes().getLength() == 1
                && value.getAttributes().getLength() == 0;
    }

    private static Element value(Element within) {
        NodeList values = within.getElementsByTagNameNS(XMLSignature.XMLNS, "SignatureValue");
        if (values.getLength() != 1) {
            throw new IllegalArgumentException(
                    "a signature has one value, got " + values.getLength());
        }
        return (Element) values.item(0);
    }

    private static boolean covers(Element signature, PublicKey key)
            throws MarshalException, XMLSignatureException {
        DOMValidateContext context = new DOMValidateContext(key, signature);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        XMLSignature read = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
        SignedInfo signed = read.getSignedInfo();
        if (signed.getReferences().size() != 1) {
            return false;
        }
        Reference all = signed.getReferences().get(0);
        return signed.getSignatureMethod().getAlgorithm().equals(ECDSA_SHA256)
                && String.valueOf(all.getURI()).isEmpty()
                && all.getTransforms().size() == 2
                && read.validate(context);
    }

    private static byte[] canonical(byte[] xml)
            throws GeneralSecurityException, TransformException, IOException {
        TransformService service = TransformService.getInstance(CANONICAL, "DOM");
        service.init((TransformParameterSpec) null);
        Data data = service.transform(new OctetStreamData(new ByteArrayInputStream(xml)), null);
        return ((OctetStreamData) data).getOctetStream().readAllBytes();
    }

    private static byte[] bytes(Document document) throws TransformerException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static Document parse(byte[] xml)
            throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(null);
        return builder.parse(new ByteArrayInputStream(xml));
    }
}
