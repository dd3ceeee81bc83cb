// SHA-256 (FIPS 180-4): how files are told apart whose makers may not trust each other.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace moa::evaluation {

/// Of a text in pieces.
class Sha256 {
  public:
    Sha256& add(std::string_view bytes);
    /// 64 hexadecimal digits of all that was added. Ends the text.
    std::string hex();

  private:
    void block(const unsigned char* bytes);

    std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<unsigned char, 64> rest_{};
    std::uint64_t length_ = 0;  ///< bytes
};

std::string sha256(std::string_view text);

}  // namespace moa::evaluation
