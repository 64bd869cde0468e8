//! web tests
