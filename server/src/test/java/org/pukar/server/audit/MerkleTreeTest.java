package org.pukar.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree against RFC 6962's own vectors, and against its definition worked out naively. */
class MerkleTreeTest {
    /** The eight leaves that the reference implementation of RFC 6962 is tested with. */
    private static final List<String> LEAVES =
            List.of(
                    "",
                    "00",
                    "10",
                    "2021",
                    "3031",
                    "40414243",
                    "5051525354555657",
                    "606162636465666768696a6b6c6d6e6f");

    private static MerkleTree tree(List<byte[]> leaves) {
        Map<String, byte[]> hashes = new HashMap<>();
        CompactTree compact =
                new CompactTree((level, index, hash) -> hashes.put(level + "/" + index, hash));
        leaves.forEach(compact::add);
        return new MerkleTree(
                (level, index) -> Objects.requireNonNull(hashes.get(level + "/" + index)));
    }

    private static List<byte[]> vectors() {
        return LEAVES.stream().map(l -> MerkleTree.leaf(HexFormat.of().parseHex(l))).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void theRootsAreThoseOfTheReference(int size, String root) {
        assertThat(HexFormat.of().formatHex(tree(vectors()).root(size))).isEqualTo(root);
        CompactTree compact = new CompactTree((level, index, hash) -> {});
        vectors().subList(0, size).forEach(compact::add);
        assertThat(HexFormat.of().formatHex(compact.root())).isEqualTo(root);
    }

    @Test
    void theProofsAreThoseOfTheReference() {
        MerkleTree tree = tree(vectors());
        assertThat(hex(tree.inclusion(0, 8)))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.consistency(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    private static List<String> hex(List<byte[]> proof) {
        return proof.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static List<byte[]> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> MerkleTree.leaf(("leaf " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** RFC 9162, 2.1.1, as it stands there. */
    private static byte[] naive(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.get(0);
        }
        int k = Integer.highestOneBit(leaves.size() - 1);
        return MerkleTree.node(
                naive(leaves.subList(0, k)), naive(leaves.subList(k, leaves.size())));
    }

    @Test
    void everyLeafOfEveryTreeHasAProofAndNoOtherLeafHasIt() {
        List<byte[]> leaves = leaves(70);
        MerkleTree tree = tree(leaves);
        for (int size = 1; size <= leaves.size(); size++) {
            byte[] root = tree.root(size);
            assertThat(root).isEqualTo(naive(leaves.subList(0, size)));
            for (int i = 0; i < size; i++) {
                List<byte[]> proof = tree.inclusion(i, size);
                assertThat(MerkleTree.includes(leaves.get(i), i, size, proof, root)).isTrue();
                byte[] other = leaves.get((i + 1) % leaves.size());
                assertThat(MerkleTree.includes(other, i, size, proof, root)).isFalse();
                assertThat(MerkleTree.includes(leaves.get(i), i + 1, size, proof, root))
                        .as("leaf %d of %d at another place", i, size)
                        .isFalse();
            }
        }
    }

    @Test
    void everyTreeContinuesEveryEarlierOneAndNoOther() {
        List<byte[]> leaves = leaves(70);
        MerkleTree tree = tree(leaves);
        List<byte[]> others = new ArrayList<>(leaves);
        others.set(0, MerkleTree.leaf(new byte[] {7}));
        MerkleTree other = tree(others);
        for (int to = 1; to <= leaves.size(); to++) {
            for (int from = 1; from <= to; from++) {
                List<byte[]> proof = tree.consistency(from, to);
                assertThat(MerkleTree.continues(from, tree.root(from), to, tree.root(to), proof))
                        .as("%d to %d", from, to)
                        .isTrue();
                assertThat(MerkleTree.continues(from, other.root(from), to, tree.root(to), proof))
                        .as("%d of another log to %d", from, to)
                        .isFalse();
                assertThat(
                                MerkleTree.continues(
                                        from,
                                        other.root(from),
                                        to,
                                        tree.root(to),
                                        other.consistency(from, to)))
                        .isFalse();
            }
        }
    }

    @Test
    void aProofWithAnyBitChangedDoesNotHold() {
        List<byte[]> leaves = leaves(37);
        MerkleTree tree = tree(leaves);
        Random random = new Random(1);
        for (int n = 0; n < 2_000; n++) {
            List<byte[]> inclusion = new ArrayList<>(tree.inclusion(21, 37));
            flip(inclusion, random);
            assertThat(MerkleTree.includes(leaves.get(21), 21, 37, inclusion, tree.root(37)))
                    .isFalse();
            List<byte[]> consistency = new ArrayList<>(tree.consistency(21, 37));
            flip(consistency, random);
            assertThat(MerkleTree.continues(21, tree.root(21), 37, tree.root(37), consistency))
                    .isFalse();
        }
        List<byte[]> shorter = tree.inclusion(21, 37).subList(1, tree.inclusion(21, 37).size());
        assertThat(MerkleTree.includes(leaves.get(21), 21, 37, shorter, tree.root(37))).isFalse();
    }

    private static void flip(List<byte[]> proof, Random random) {
        int at = random.nextInt(proof.size());
        byte[] changed = proof.get(at).clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        proof.set(at, changed);
    }

    @Test
    void whatIsNotInTheTreeIsRefused() {
        MerkleTree tree = tree(leaves(3));
        assertThatThrownBy(() -> tree.inclusion(3, 3))
                .hasMessage("a leaf's index must be in [0, 3), got 3");
        assertThatThrownBy(() -> tree.consistency(0, 3))
                .hasMessage("the earlier size must be in [1, 3], got 0");
        assertThatThrownBy(() -> tree.consistency(4, 3))
                .hasMessage("the earlier size must be in [1, 3], got 4");
    }
}
