package dev.tributary.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.jcajce.provider.BouncyCastleFipsProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.junit.jupiter.api.Test;

class ConnectorKeyTest {
    private static final ConnectorKey KEY = ConnectorKey.generate();

    @Test
    void shouldMakeAPairThatFits() throws Exception {
        PrivateKey secret = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(KEY.privateKey()));

        assertThat(signatureFits(secret)).isTrue();
    }

    @Test
    void shouldEncryptSoThatTheLibraryOfTheConnectorReadsIt() throws Exception {
        String pem = ConnectorKey.pem("ENCRYPTED PRIVATE KEY", KEY.privateKey("correct horse".toCharArray()));

        assertThat(signatureFits(decrypted(pem, "correct horse"))).isTrue();
    }

    @Test
    void shouldNotOpenWithAnotherPassphrase() {
        String pem = ConnectorKey.pem("ENCRYPTED PRIVATE KEY", KEY.privateKey("correct horse".toCharArray()));

        assertThatThrownBy(() -> decrypted(pem, "battery staple")).isInstanceOf(PKCSException.class);
    }

    /** The calls of the connector's EncryptionUtils 2.5.0. */
    private static PrivateKey decrypted(String pem, String passphrase) throws Exception {
        BouncyCastleFipsProvider provider = new BouncyCastleFipsProvider();
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            PKCS8EncryptedPrivateKeyInfo encrypted = (PKCS8EncryptedPrivateKeyInfo) parser.readObject();
            return new JcaPEMKeyConverter()
                    .setProvider(provider)
                    .getPrivateKey(encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(provider)
                            .build(passphrase.toCharArray())));
        }
    }

    private static boolean signatureFits(PrivateKey secret) throws Exception {
        byte[] message = "a token".getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(secret);
        signer.update(message);
        byte[] signed = signer.sign();
        PublicKey open = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(KEY.publicKey()));
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(open);
        verifier.update(message);
        return verifier.verify(signed);
    }
}
