/** An analysis of evidence trees as a user of HDecomp would write it. */
package com.example.consumer;
